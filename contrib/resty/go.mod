module github.com/errbook/errbook/contrib/resty

go 1.25.0

require (
	github.com/errbook/errbook/apierr v0.1.0
	github.com/go-resty/resty/v2 v2.17.2
)

require golang.org/x/net v0.43.0 // indirect

replace github.com/errbook/errbook/apierr => ../../apierr
