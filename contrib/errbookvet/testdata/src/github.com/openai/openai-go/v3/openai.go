package openai

type Error struct {
	Code       string
	StatusCode int
}

func (e *Error) Error() string { return e.Code }
