// Benchmarks of classification against what else a program could do. They are
// a module of their own so that gjson stays out of the main one.
module github.com/errbook/errbook/internal/bench

go 1.25.0

require (
	github.com/errbook/errbook v0.0.0
	github.com/tidwall/gjson v1.20.0
)

require (
	github.com/tidwall/match v1.1.1 // indirect
	github.com/tidwall/pretty v1.2.0 // indirect
)

replace github.com/errbook/errbook => ../..
