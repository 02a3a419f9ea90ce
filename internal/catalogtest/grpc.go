package catalogtest

import (
	"path/filepath"
	"strings"
)

// grpc makes a book of the codes of google.golang.org/grpc, as google.rpc.Status has them
// in JSON.
func grpc(dir string) (*book, error) {
	list, err := constants(filepath.Join(dir, "codes/codes.go"))
	if err != nil {
		return nil, err
	}
	b := &book{provider: "rpc", name: "gRPC", own: true, wire: "{code: [error.status], message: [error.message], delay: [{from: \"error.details[0].retryDelay\", format: protobuf-duration}]}"}
	for _, c := range list {
		k, ok := grpcKinds[c.name]
		if c.of != "Code" || !ok && c.name == "OK" {
			continue
		}
		b.entries = append(b.entries, entry{name: c.name, code: screaming(c.name), status: k.status, kind: k.kind, summary: sentence(c.comment)})
	}
	return b, nil
}

// screaming returns a name as google.rpc.Code writes it: NOT_FOUND.
func screaming(name string) string {
	return strings.ToUpper(humps.ReplaceAllString(name, "${1}${3}_${2}${4}"))
}

// grpcKinds are the kinds of the codes, and the statuses that google/rpc/code.proto maps
// them to.
var grpcKinds = map[string]struct {
	status int
	kind   string
}{
	"Canceled": {499, "canceled"}, "Unknown": {500, "provider_error"}, "InvalidArgument": {400, "invalid_request"},
	"DeadlineExceeded": {504, "provider_timeout"}, "NotFound": {404, "not_found"}, "AlreadyExists": {409, "already_exists"},
	"PermissionDenied": {403, "permission_denied"}, "ResourceExhausted": {429, "quota_exhausted"}, "FailedPrecondition": {400, "precondition_failed"},
	"Aborted": {409, "transaction_collided"}, "OutOfRange": {400, "invalid_request"}, "Unimplemented": {501, "unsupported"},
	"Internal": {500, "provider_error"}, "Unavailable": {503, "overloaded"}, "DataLoss": {500, "data_corrupted"}, "Unauthenticated": {401, "authentication"},
}
