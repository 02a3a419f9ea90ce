module github.com/errbook/errbook/contrib/errbookvet

go 1.26.0

require (
	github.com/errbook/errbook/apierr v0.1.0
	github.com/errbook/errbook/generated v0.1.0
	golang.org/x/tools v0.52.0
)

require (
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
)
