package zaperr_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/contrib/zap"
)

// line logs a field and returns what came of it.
func line(t *testing.T, field zap.Field) (text string, members map[string]any) {
	t.Helper()
	var out bytes.Buffer
	core := zapcore.NewCore(zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig()), zapcore.AddSync(&out), zap.InfoLevel)
	zap.New(core).Error("failed", field)
	if err := json.Unmarshal(out.Bytes(), &members); err != nil {
		t.Fatal(err)
	}
	return out.String(), members
}

// An error is an object of facts, without documentation.
func TestError(t *testing.T) {
	e := apierr.New(apierr.RateLimited, apierr.WithStatus(429), apierr.WithMessage("Slow down."), apierr.WithDelay(2*time.Second))
	text, members := line(t, zaperr.Error(fmt.Errorf("completion: %w", e)))
	got, ok := members["error"].(map[string]any)
	if !ok || got["kind"] != "rate_limited" || got["status"] != 429.0 || got["message"] != "Slow down." || got["retry"] != "wait" || got["delay"] != 2.0 {
		t.Errorf("logged %s", text)
	}
	if len(text) > 300 || members["errorVerbose"] != nil {
		t.Errorf("a line of %d bytes: %s", len(text), text)
	}
}

// What is not ours is logged as zap does.
func TestForeignError(t *testing.T) {
	if text, members := line(t, zaperr.Error(errors.New("disk full"))); members["error"] != "disk full" {
		t.Errorf("logged %s", text)
	}
	if text, members := line(t, zaperr.Error(nil)); members["error"] != nil {
		t.Errorf("logged %s", text)
	}
}
