package catalogtest

import (
	"path/filepath"
)

// s3 makes a book of the errors that the AWS SDK has types for, as S3 sends them: XML.
func s3(dir string) (*book, error) {
	list, err := codedTypes(filepath.Join(dir, "types/errors.go"))
	if err != nil {
		return nil, err
	}
	b := &book{
		provider: "s3", name: "S3", own: true,
		wire: "{code: [\"xml:Error.Code\"], message: [\"xml:Error.Message\"], request_id: [\"xml:Error.RequestId\", \"header:x-amz-request-id\"]}",
	}
	for _, c := range list {
		e := entry{name: c.name, code: c.code, kind: kindBy(s3Kinds, c.code), summary: sentence(c.comment)}
		if e.summary == "" {
			e.summary = "S3 refuses the request with the code `" + c.code + "`."
		}
		if e.kind == "request_exceeds_limit" || e.kind == "precondition_failed" {
			e.status = 400
		}
		b.entries = append(b.entries, e)
	}
	return b, nil
}

var s3Kinds = []rule{
	{is(`AccessDenied`), "permission_denied"},
	{is(`Already(Exists|Owned)`), "already_exists"},
	{is(`^NoSuch|NotFound`), "not_found"},
	{is(`TooMany|LimitExceeded|TooLarge|TooLong`), "request_exceeds_limit"},
	{is(`State|Tier|Mismatch|InUse|Conflict`), "precondition_failed"},
	{is(`Invalid|Unsupported|Malformed`), "invalid_request"},
}
