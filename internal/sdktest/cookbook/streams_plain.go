package cookbook

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/errbook/errbook/apierr/sse"
	"github.com/errbook/errbook/generated/anthropicerr"
)

func streamsPlain(ctx context.Context, baseURL string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL+"/v1/messages", strings.NewReader(`{"stream":true}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		fmt.Println(anthropicerr.Provider.FromError(err))
		return
	}
	defer resp.Body.Close()
	if err := anthropicerr.Provider.FromResponse(resp); err != nil { // leaves a stream alone
		fmt.Println(err)
		return
	}

	var broken error
	for event, data := range sse.Read(resp.Body, &broken) {
		if err := anthropicerr.Provider.FromEvent(event, data); err != nil {
			fmt.Println("failed:", err)
			return
		}
		fmt.Printf("%s\n", data)
	}
	if broken != nil {
		fmt.Println("cut off:", broken)
	}
}
