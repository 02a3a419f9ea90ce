module github.com/errbook/errbook/contrib/backoff

go 1.25.0

require (
	github.com/cenkalti/backoff/v5 v5.0.3
	github.com/errbook/errbook/apierr v0.1.0
)

replace github.com/errbook/errbook/apierr => ../../apierr
