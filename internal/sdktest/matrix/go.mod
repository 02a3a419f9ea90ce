module github.com/errbook/errbook/internal/sdktest/matrix

go 1.26.0

require github.com/errbook/errbook/apierr v0.1.0

replace github.com/errbook/errbook/apierr => ../../../apierr
