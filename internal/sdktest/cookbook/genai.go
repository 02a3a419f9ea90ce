package cookbook

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/genai"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/geminierr"
)

func genaiModels(ctx context.Context, baseURL string) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{
		Backend: genai.BackendGeminiAPI, APIKey: "none",
		HTTPOptions: genai.HTTPOptions{BaseURL: baseURL},
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	response, err := client.Models.GenerateContent(ctx, "gemini-2.5-flash", genai.Text("hello"), nil)
	err = geminierr.Provider.FromError(err)

	var sdkError genai.APIError // a value, not a pointer
	switch {
	case err == nil:
		fmt.Println(response.Text())
	case errors.Is(err, apierr.FamilyIdentity): // Gemini sends a wrong key as a 400
		fmt.Println("check the key:", err)
		fmt.Println("the SDK says only:", errors.As(err, &sdkError), sdkError.Status)
	default:
		fmt.Println(err)
	}
}
