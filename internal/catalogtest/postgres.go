package catalogtest

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
)

// postgres makes a book of the SQLSTATE codes of github.com/jackc/pgerrcode. A class is a
// group; an error has the kind of its class, unless its own code has another one.
func postgres(dir string) (*book, error) {
	list, err := constants(filepath.Join(dir, "errcode.go"))
	if err != nil {
		return nil, err
	}
	b := &book{
		provider: "postgres", name: "PostgreSQL", url: "https://www.postgresql.org/docs/current/errcodes-appendix.html",
		wire: "{code: [code], message: [message], param: [constraint_name]}",
	}
	for _, c := range list {
		m := sqlClass.FindStringSubmatch(c.section)
		if m == nil {
			return nil, fmt.Errorf("%s is in no class", c.name)
		}
		class, title := c.value[:2], strings.TrimSpace(m[1])
		group := fmt.Sprintf("class_%s: {title: %s, codes: {prefix: %s}}", strings.ToLower(class), quote(title), quote(class))
		if n := len(b.groups); n == 0 || b.groups[n-1] != group {
			b.groups = append(b.groups, group)
		}
		kind := sqlStates[c.value]
		if kind == "" {
			kind = sqlClasses[class]
		}
		b.entries = append(b.entries, entry{
			name: c.name, code: c.value, kind: kind,
			summary: fmt.Sprintf("The SQLSTATE is `%s`, of the class %s.", c.value, title),
		})
	}
	return b, nil
}

var sqlClass = regexp.MustCompile(`^Class .. — ([^(]*)`)

// sqlClasses are the kinds of the classes, by what the SQL standard and PostgreSQL's
// appendix A call them.
var sqlClasses = map[string]string{
	"00": "completed", "01": "completed_with_warning", "02": "no_data", "03": "invalid_state", "08": "connection_lost",
	"09": "routine_failed", "0A": "unsupported", "0B": "invalid_state", "0F": "invalid_request", "0L": "permission_denied",
	"0P": "invalid_request", "0Z": "invalid_state", "20": "invalid_request", "21": "invalid_request", "22": "invalid_request",
	"23": "constraint_violated", "24": "invalid_state", "25": "invalid_state", "26": "not_found", "27": "constraint_violated",
	"28": "authentication", "2B": "constraint_violated", "2D": "invalid_state", "2F": "routine_failed", "34": "not_found",
	"38": "routine_failed", "39": "routine_failed", "3B": "invalid_state", "3D": "not_found", "3F": "not_found",
	"40": "transaction_collided", "42": "invalid_request", "44": "constraint_violated", "53": "overloaded", "54": "request_exceeds_limit",
	"55": "precondition_failed", "57": "server_stopping", "58": "provider_error", "72": "transaction_collided", "F0": "misconfigured",
	"HV": "upstream_error", "P0": "routine_failed", "XX": "provider_error",
}

// sqlStates are the codes that mean something else than their class.
var sqlStates = map[string]string{
	"08001": "connect_failed", "08004": "connect_failed", "08P01": "invalid_request",
	"23505": "already_exists",
	"40002": "constraint_violated",
	"42501": "permission_denied", "42701": "already_exists", "42710": "already_exists", "42712": "already_exists", "42723": "already_exists",
	"42P03": "already_exists", "42P04": "already_exists", "42P05": "already_exists", "42P06": "already_exists", "42P07": "already_exists",
	"42703": "not_found", "42704": "not_found", "42883": "not_found", "42P01": "not_found", "42P02": "not_found",
	"53300": "concurrency_limited", "53400": "misconfigured",
	"55P03": "conflict",
	"57014": "statement_canceled", "57P04": "not_found", "57P05": "statement_canceled",
	"F0001": "invalid_state",
	"P0002": "no_data",
	"XX001": "data_corrupted", "XX002": "data_corrupted",
}
