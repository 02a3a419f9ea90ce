module github.com/errbook/errbook/contrib/failsafe

go 1.25.0

require (
	github.com/errbook/errbook/apierr v0.1.0
	github.com/failsafe-go/failsafe-go v0.9.8
)

require github.com/bits-and-blooms/bitset v1.24.4 // indirect

replace github.com/errbook/errbook/apierr => ../../apierr
