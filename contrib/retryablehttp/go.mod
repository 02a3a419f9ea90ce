module github.com/errbook/errbook/contrib/retryablehttp

go 1.25.0

require (
	github.com/errbook/errbook/apierr v0.1.0
	github.com/hashicorp/go-retryablehttp v0.7.8
)

require github.com/hashicorp/go-cleanhttp v0.5.2 // indirect

replace github.com/errbook/errbook/apierr => ../../apierr
