package rpc

import (
	"net/http"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/internal/ascii"
)

// A Code is one of the codes that gRPC and Connect share, with the numbers of
// google.rpc.Code.
type Code uint32

// The codes.
const (
	OK Code = iota
	Canceled
	Unknown
	InvalidArgument
	DeadlineExceeded
	NotFound
	AlreadyExists
	PermissionDenied
	ResourceExhausted
	FailedPrecondition
	Aborted
	OutOfRange
	Unimplemented
	Internal
	Unavailable
	DataLoss
	Unauthenticated
)

// A codeFact is the name of a code, and the HTTP status with which gateways send it
// (google/rpc/code.proto).
type codeFact struct {
	name   string
	status int
}

var codeFacts = [...]codeFact{
	OK:                 {"OK", http.StatusOK},
	Canceled:           {"CANCELLED", 499},
	Unknown:            {"UNKNOWN", http.StatusInternalServerError},
	InvalidArgument:    {"INVALID_ARGUMENT", http.StatusBadRequest},
	DeadlineExceeded:   {"DEADLINE_EXCEEDED", http.StatusGatewayTimeout},
	NotFound:           {"NOT_FOUND", http.StatusNotFound},
	AlreadyExists:      {"ALREADY_EXISTS", http.StatusConflict},
	PermissionDenied:   {"PERMISSION_DENIED", http.StatusForbidden},
	ResourceExhausted:  {"RESOURCE_EXHAUSTED", http.StatusTooManyRequests},
	FailedPrecondition: {"FAILED_PRECONDITION", http.StatusBadRequest},
	Aborted:            {"ABORTED", http.StatusConflict},
	OutOfRange:         {"OUT_OF_RANGE", http.StatusBadRequest},
	Unimplemented:      {"UNIMPLEMENTED", http.StatusNotImplemented},
	Internal:           {"INTERNAL", http.StatusInternalServerError},
	Unavailable:        {"UNAVAILABLE", http.StatusServiceUnavailable},
	DataLoss:           {"DATA_LOSS", http.StatusInternalServerError},
	Unauthenticated:    {"UNAUTHENTICATED", http.StatusUnauthorized},
}

// String returns the name of a code as google.rpc.Code has it, "RESOURCE_EXHAUSTED";
// "UNKNOWN" for a number that is none.
func (c Code) String() string { return c.facts().name }

// HTTPStatus returns the HTTP status that gateways send for a code.
func (c Code) HTTPStatus() int { return c.facts().status }

func (c Code) facts() codeFact {
	if int(c) >= len(codeFacts) {
		c = Unknown
	}
	return codeFacts[c]
}

// CodeOf returns the code with which an error is sent: that of its kind, for a kind of
// a book's own that of its family, else that of its HTTP status.
func CodeOf(e *apierr.Error) Code {
	if c, ok := codeOfKind[e.Kind]; ok {
		return c
	}
	family := e.Kind.Family()
	if e.Doc != nil && e.Doc.Family != "" {
		family = e.Doc.Family
	}
	if c, ok := codeOfFamily[family]; ok {
		return c
	}
	return codeOfStatus(e.Status)
}

// codeOfKind has the kinds whose code is not that of their family.
var codeOfKind = map[apierr.Kind]Code{
	apierr.Unsupported:        Unimplemented,
	apierr.NotFound:           NotFound,
	apierr.AlreadyExists:      AlreadyExists,
	apierr.PreconditionFailed: FailedPrecondition,
	apierr.Conflict:           Aborted,
	apierr.Authentication:     Unauthenticated,
	apierr.QuotaExhausted:     ResourceExhausted,
	apierr.ModelLoading:       Unavailable,
	apierr.ModelAccessDenied:  PermissionDenied,
	apierr.ProviderTimeout:    DeadlineExceeded,
	apierr.UpstreamError:      Unavailable,
	apierr.Canceled:           Canceled,
	apierr.ClientTimeout:      DeadlineExceeded,
}

// codeOfFamily has the code of a family's kinds. Who has to pay first has not met a
// precondition: clients that see RESOURCE_EXHAUSTED come back by themselves.
var codeOfFamily = map[apierr.Family]Code{
	apierr.FamilyRequest:   InvalidArgument,
	apierr.FamilyIdentity:  PermissionDenied,
	apierr.FamilyBilling:   FailedPrecondition,
	apierr.FamilyThrottle:  ResourceExhausted,
	apierr.FamilyCapacity:  Unavailable,
	apierr.FamilyModel:     NotFound,
	apierr.FamilyProvider:  Internal,
	apierr.FamilyTransport: Unavailable,
	apierr.FamilyLocal:     Unknown,
}

// codeOfStatus returns the code that an HTTP status means; never OK, because an error is
// sent.
func codeOfStatus(status int) Code {
	switch status {
	case http.StatusConflict:
		return Aborted
	case http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusPaymentRequired, http.StatusLocked, http.StatusGone:
		return FailedPrecondition
	case http.StatusBadGateway:
		return Unavailable
	}
	for c := Canceled; int(c) < len(codeFacts); c++ {
		if c.HTTPStatus() == status && c != Unknown {
			return c
		}
	}
	switch {
	case 400 <= status && status < 500:
		return InvalidArgument
	case status >= 500:
		return Internal
	}
	return Unknown
}

// reasonOf returns the name of an error as the reason of an ErrorInfo has to be written,
// "OUT_OF_STOCK" for OutOfStock.
func reasonOf(name string) string {
	var b strings.Builder
	for i := range len(name) {
		if ascii.BeginsWord(name, i) {
			b.WriteByte('_')
		}
		b.WriteByte(name[i])
	}
	return strings.ToUpper(b.String())
}
