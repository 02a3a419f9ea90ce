module github.com/errbook/errbook/contrib/gobreaker

go 1.25.0

require (
	github.com/errbook/errbook/apierr v0.1.0
	github.com/sony/gobreaker/v2 v2.4.0
)

replace github.com/errbook/errbook/apierr => ../../apierr
