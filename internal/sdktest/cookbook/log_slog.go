package cookbook

import (
	"context"
	"log/slog"
	"os"

	"github.com/errbook/errbook/apierr"
)

func logSlog(ctx context.Context, baseURL string) {
	logger := slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: withoutTime}))

	_, err := ask(ctx, baseURL)
	logger.Error("completion failed", apierr.Attr(err)) // even if err is wrapped
}

// withoutTime leaves out what differs from run to run.
func withoutTime(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}
