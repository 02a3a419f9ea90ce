package cookbook

import (
	"context"
	"errors"
	"os"

	"github.com/rs/zerolog"

	"github.com/errbook/errbook/apierr"
)

func logZerolog(ctx context.Context, baseURL string) {
	zerolog.ErrorMarshalFunc = asObject // once, when the program starts
	logger := zerolog.New(os.Stdout)

	_, err := ask(ctx, baseURL)
	logger.Error().Err(err).Msg("completion failed")
}

// asObject makes an object of an API error, and leaves all others as they are.
func asObject(err error) any {
	var e *apierr.Error
	if errors.As(apierr.FromError(err), &e) && e.Kind != apierr.Unknown {
		return object{e}
	}
	return err
}

// An object is an error as zerolog writes it.
type object struct{ *apierr.Error }

func (o object) MarshalZerologObject(to *zerolog.Event) {
	to.Str("provider", o.Provider).Str("code", string(o.Code)).Stringer("kind", o.Kind)
	to.Stringer("retry", o.Retry()).Int("status", o.Status).Str("message", o.Message)
	if o.RequestID != "" {
		to.Str("request_id", o.RequestID)
	}
	if o.Delay.Source != "" {
		to.Stringer("delay", o.Delay.Duration)
	}
}
