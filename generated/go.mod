module github.com/errbook/errbook/generated

go 1.25.0

require (
	github.com/errbook/errbook/apierr v0.1.0
	github.com/google/go-cmp v0.7.0
)
