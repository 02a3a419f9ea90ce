// Benchmarks of classification against what else a program could do. They are
// a module of their own so that gjson stays out of the main one.
module github.com/errbook/errbook/internal/bench

go 1.25.0

require (
	github.com/errbook/errbook/apierr v0.1.0
	github.com/errbook/errbook/generated v0.1.0
	github.com/tidwall/gjson v1.20.0
)

require (
	github.com/tidwall/match v1.1.1 // indirect
	github.com/tidwall/pretty v1.2.0 // indirect
)

replace (
	github.com/errbook/errbook/apierr => ../../apierr
	github.com/errbook/errbook/generated => ../../generated
)
