package cookbook

import (
	"context"
	"errors"
	"fmt"

	"github.com/coder/websocket"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/deepgramerr"
)

func webSockets(ctx context.Context, baseURL string) {
	conn, resp, err := websocket.Dial(ctx, baseURL+"/v1/listen", nil)
	if err != nil {
		if refused := deepgramerr.Provider.FromResponse(resp); refused != nil { // such as a 401
			err = refused
		}
		fmt.Println(err)
		return
	}
	defer conn.CloseNow()

	for {
		_, message, err := conn.Read(ctx)
		if err != nil {
			fmt.Println("closed:", closed(err))
			return
		}
		if err := deepgramerr.Provider.FromEvent("", message); err != nil {
			fmt.Println("a message says:", err)
		}
	}
}

// closed returns what the end of a connection means.
func closed(err error) error {
	var frame websocket.CloseError
	if errors.As(err, &frame) {
		return deepgramerr.Provider.From(apierr.Response{Close: int(frame.Code), Body: []byte(frame.Reason)})
	}
	return deepgramerr.Provider.FromError(err) // without a close frame
}
