package apierr

import "fmt"

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

// UnmarshalText reads an actor as MarshalText writes it: empty text is
// ActorNone. Another name of none is an error and leaves a as it is.
func (a *Actor) UnmarshalText(text []byte) error {
	parsed, ok := ParseActor(string(text))
	if !ok && len(text) > 0 {
		return fmt.Errorf("apierr: no actor is named %q", text)
	}
	*a = parsed
	return nil
}

// UnmarshalText reads a certainty as MarshalText writes it: empty text is
// Unstated. Another name of none is an error and leaves c as it is.
func (c *Certainty) UnmarshalText(text []byte) error {
	parsed, ok := ParseCertainty(string(text))
	if !ok && len(text) > 0 {
		return fmt.Errorf("apierr: no certainty is named %q", text)
	}
	*c = parsed
	return nil
}
