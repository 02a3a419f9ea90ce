module github.com/errbook/errbook/contrib/retrygo

go 1.25.0

require (
	github.com/avast/retry-go/v4 v4.7.0
	github.com/errbook/errbook/apierr v0.1.0
)

replace github.com/errbook/errbook/apierr => ../../apierr
