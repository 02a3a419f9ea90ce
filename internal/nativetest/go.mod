module github.com/errbook/errbook/internal/nativetest

go 1.26.0

require (
	github.com/errbook/errbook v0.1.0
	github.com/errbook/errbook/apierr v0.1.0
	github.com/go-sql-driver/mysql v1.10.1
	github.com/jackc/pgx/v5 v5.13.0
)

require (
	filippo.io/edwards25519 v1.2.0 // indirect
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/kr/text v0.2.0 // indirect
	golang.org/x/text v0.41.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

replace (
	github.com/errbook/errbook => ../..
	github.com/errbook/errbook/apierr => ../../apierr
)
