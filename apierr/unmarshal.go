package apierr

import "fmt"

// UnmarshalText reads a kind as MarshalText writes it. A name of no kind is an
// error and leaves k as it is.
func (k *Kind) UnmarshalText(text []byte) error {
	parsed, ok := ParseKind(string(text))
	if !ok {
		return fmt.Errorf("apierr: no kind is named %q", text)
	}
	*k = parsed
	return nil
}

// UnmarshalText reads a class of retry as MarshalText writes it. A name of no
// class is an error and leaves r as it is.
func (r *Retry) UnmarshalText(text []byte) error {
	parsed, ok := ParseRetry(string(text))
	if !ok {
		return fmt.Errorf("apierr: no class of retry is named %q", text)
	}
	*r = parsed
	return nil
}
