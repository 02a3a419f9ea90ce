module github.com/errbook/errbook/internal/sitetest

go 1.26.0

replace (
	github.com/errbook/errbook => ../..
	github.com/errbook/errbook/apierr => ../../apierr
)

require (
	github.com/chromedp/cdproto v0.159.0
	github.com/chromedp/chromedp v0.22.1
	github.com/errbook/errbook v0.1.0
	github.com/errbook/errbook/apierr v0.1.0
	golang.org/x/net v0.59.0
)

require (
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/evanw/esbuild v0.28.2 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/rogpeppe/go-internal v1.16.0 // indirect
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/sys v0.48.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)
