package errbookprocessor

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/errbook/errbook/apierr/redact"
)

// clean takes credentials out of a value, and out of what is in it.
func (s secret) clean() {
	switch s.value.Type() {
	case pcommon.ValueTypeStr:
		text := s.value.Str()
		if clean := s.redacted(text); clean != text {
			s.value.SetStr(clean)
		}
	case pcommon.ValueTypeBytes:
		text := string(s.value.Bytes().AsRaw())
		if clean := s.redacted(text); clean != text {
			s.value.Bytes().FromRaw([]byte(clean))
		}
	case pcommon.ValueTypeSlice:
		for _, value := range s.value.Slice().All() {
			secret{value, s.header}.clean()
		}
	case pcommon.ValueTypeMap:
		for _, value := range s.value.Map().All() {
			secret{value, s.header}.clean()
		}
	}
}

func (s secret) redacted(text string) string {
	if s.header != "" {
		return redact.Header(s.header, text)
	}
	return redact.Text(text)
}

// clean takes the credentials out of a record that was read.
func (r *reading) clean() {
	for _, s := range r.secrets {
		s.clean()
	}
}
