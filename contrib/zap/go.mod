module github.com/errbook/errbook/contrib/zap

go 1.25.0

require (
	github.com/errbook/errbook/apierr v0.1.0
	go.uber.org/zap v1.28.0
)

require go.uber.org/multierr v1.10.0 // indirect

replace github.com/errbook/errbook/apierr => ../../apierr
