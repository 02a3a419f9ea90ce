package nativetest

import (
	"errors"
	"strconv"
	"testing"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/native"
	"github.com/errbook/errbook/spec"
)

// fromPostgres is the adapter for github.com/jackc/pgx.
func fromPostgres(p *apierr.Provider, err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return p.FromError(err)
	}
	return native.From(p, err, native.Parts{
		Code: pg.Code, Message: pg.Message, Param: pg.ConstraintName,
		Values: map[string]string{"severity": pg.SeverityUnlocalized},
	})
}

// fromMySQL is the adapter for github.com/go-sql-driver/mysql.
func fromMySQL(p *apierr.Provider, err error) error {
	var my *mysql.MySQLError
	if !errors.As(err, &my) {
		return p.FromError(err)
	}
	return native.From(p, err, native.Parts{Code: strconv.Itoa(int(my.Number)), Type: string(my.SQLState[:]), Message: my.Message})
}

// providerOf returns the provider of a spec file; a program has that of a generated
// package.
func providerOf(t *testing.T, id string) *apierr.Provider {
	t.Helper()
	book, err := spec.Load("spec")
	if err != nil {
		t.Fatal(err)
	}
	return book.Find(id).Runtime()
}
