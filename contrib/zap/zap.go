// Package zaperr makes fields for go.uber.org/zap from API errors. A field has what is
// known about the error, without the pages of documentation that %+v prints and that zap
// would put into errorVerbose.
//
//	logger.Error("completion failed", zaperr.Error(err))
package zaperr

import (
	"errors"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/errbook/errbook/apierr"
)

// Error returns a field "error": an object if err is one of an API or can be read as
// one by [apierr.FromError], else what zap makes of it.
func Error(err error) zap.Field {
	var e *apierr.Error
	if !errors.As(apierr.FromError(err), &e) || e.Kind == apierr.Unknown {
		return zap.Error(err)
	}
	return zap.Object("error", object{e})
}

// An object is an error as a log has it.
type object struct{ *apierr.Error }

// MarshalLogObject writes what is known of the error.
func (o object) MarshalLogObject(to zapcore.ObjectEncoder) error {
	add := func(key, value string) {
		if value != "" {
			to.AddString(key, value)
		}
	}
	add("provider", o.Provider)
	add("code", string(o.Code))
	add("kind", o.Kind.String())
	add("retry", o.Retry().String())
	add("message", o.Message)
	add("request_id", o.RequestID)
	if o.Status != 0 {
		to.AddInt("status", o.Status)
	}
	if o.Delay.Source != "" {
		to.AddDuration("delay", o.Delay.Duration)
	}
	return nil
}
