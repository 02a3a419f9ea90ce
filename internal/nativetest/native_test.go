package nativetest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/native"
)

// serve accepts one connection of a client and hands it to f.
func serve(t *testing.T, f func(net.Conn)) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(10 * time.Second))
		f(c)
	}()
	return l.Addr().String()
}

// postgresThatFails is a server of PostgreSQL's protocol that answers the first query
// with an error.
func postgresThatFails(t *testing.T, failure *pgproto3.ErrorResponse) (addr string) {
	return serve(t, func(c net.Conn) {
		b := pgproto3.NewBackend(c, c)
		if _, err := b.ReceiveStartupMessage(); err != nil {
			return
		}
		b.Send(&pgproto3.AuthenticationOk{})
		b.Send(&pgproto3.ReadyForQuery{TxStatus: 'I'})
		b.Flush()
		if _, err := b.Receive(); err != nil {
			return
		}
		b.Send(failure)
		b.Send(&pgproto3.ReadyForQuery{TxStatus: 'I'})
		b.Flush()
		b.Receive() // the client's goodbye
	})
}

func TestPostgres(t *testing.T) {
	p := providerOf(t, "postgres")
	for _, test := range []struct {
		failure   pgproto3.ErrorResponse
		code      apierr.Code
		kind      apierr.Kind
		retryable bool
		grouped   bool
	}{
		{pgproto3.ErrorResponse{Severity: "FEHLER", SeverityUnlocalized: "ERROR", Code: "23505", Message: "duplicate key", ConstraintName: "users_email_key"}, "postgres.UniqueViolation", apierr.AlreadyExists, false, true},
		{pgproto3.ErrorResponse{SeverityUnlocalized: "ERROR", Code: "23514", Message: "a check fails"}, "postgres.IntegrityConstraintViolation", apierr.InvalidRequest, false, true},
		{pgproto3.ErrorResponse{SeverityUnlocalized: "ERROR", Code: "40001", Message: "could not serialize access"}, "postgres.SerializationFailure", apierr.Conflict, true, false},
		{pgproto3.ErrorResponse{SeverityUnlocalized: "PANIC", Code: "XX000", Message: "no room"}, "postgres.Panic", apierr.ProviderError, true, false},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		conn, err := pgconn.Connect(ctx, "postgres://u@"+postgresThatFails(t, &test.failure)+"/d?sslmode=disable")
		if err != nil {
			t.Fatal(err)
		}
		_, err = conn.Exec(ctx, "insert").ReadAll()
		conn.Close(ctx)
		err = fromPostgres(p, fmt.Errorf("insert: %w", err))
		var e *apierr.Error
		var pg *pgconn.PgError
		if !errors.As(err, &e) || !errors.As(err, &pg) {
			t.Fatalf("%s: the chain lacks an error: %#v", test.failure.Code, err)
		}
		if e.Code != test.code || e.Kind != test.kind || e.Retryable() != test.retryable || e.WireCode != test.failure.Code || e.Message != test.failure.Message || e.Param != test.failure.ConstraintName {
			t.Errorf("%s: got %+v", test.failure.Code, e)
		}
		if pg.Code != test.failure.Code || errors.Is(err, errdoc.Group("postgres.integrity")) != test.grouped || e.Doc == nil {
			t.Errorf("%s: SQLSTATE %s, documented %t", test.failure.Code, pg.Code, e.Doc != nil)
		}
	}
}

// A connection that cannot be made is not an error of the server's.
func TestPostgresIsAway(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	_, err = pgconn.Connect(t.Context(), "postgres://u@"+addr+"/d?sslmode=disable")
	if err = fromPostgres(providerOf(t, "postgres"), err); apierr.KindOf(err) != apierr.ConnectFailed {
		t.Errorf("got %v", err)
	}
}

// mysqlThatFails is a server of MySQL's protocol that greets with an error.
func mysqlThatFails(t *testing.T, number uint16, state, message string) (addr string) {
	return serve(t, func(c net.Conn) {
		packet := append([]byte{0xff, byte(number), byte(number >> 8)}, "#"+state+message...)
		c.Write(append([]byte{byte(len(packet)), 0, 0, 0}, packet...))
	})
}

func TestMySQL(t *testing.T) {
	p := providerOf(t, "mysql")
	for _, test := range []struct {
		number         uint16
		state, message string
		code           apierr.Code
	}{
		{1040, "08004", "Too many connections", "mysql.ConCountError"},
		{1045, "28000", "Access denied for user 'u'", "mysql.AccessDenied"},
		{1203, "42000", "nothing documents this", ""},
	} {
		db, err := sql.Open("mysql", "u@tcp("+mysqlThatFails(t, test.number, test.state, test.message)+")/d")
		if err != nil {
			t.Fatal(err)
		}
		err = fromMySQL(p, db.Ping())
		db.Close()
		var e *apierr.Error
		var my *mysql.MySQLError
		if !errors.As(err, &e) || !errors.As(err, &my) || my.Number != test.number {
			t.Fatalf("%d: the chain lacks an error: %#v", test.number, err)
		}
		if e.Code != test.code || e.WireCode != fmt.Sprint(test.number) || e.WireType != test.state || e.Message != test.message {
			t.Errorf("%d: got %+v", test.number, e)
		}
	}
}

func TestExit(t *testing.T) {
	p := providerOf(t, "grep")
	for _, test := range []struct {
		args []string
		code apierr.Code
	}{
		{[]string{"no such line", "spec/grep.yaml.nowhere"}, "grep.Trouble"},
		{[]string{"^no such line$", "spec/grep.yaml"}, "grep.NoLine"},
	} {
		cmd := exec.Command("grep", test.args...)
		var printed bytes.Buffer
		cmd.Stderr = &printed
		err := native.FromExit(p, cmd.Run(), printed.String())
		var exit *exec.ExitError
		if apierr.CodeOf(err) != test.code || !errors.As(err, &exit) {
			t.Errorf("%q: got %v", test.args, err)
		}
	}
}
