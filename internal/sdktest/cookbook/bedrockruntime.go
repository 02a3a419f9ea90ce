package cookbook

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/bedrockerr"
)

func bedrockRuntime(ctx context.Context, baseURL string) {
	client := bedrockruntime.New(bedrockruntime.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(baseURL), // leave it out for AWS itself
		Credentials:  credentials.NewStaticCredentialsProvider("none", "none", ""),
		Retryer: retry.NewStandard(func(o *retry.StandardOptions) {
			o.Retryables = append([]retry.IsErrorRetryable{retry.IsErrorRetryableFunc(isWorthATry)}, o.Retryables...)
		}),
	})

	output, err := client.Converse(ctx, &bedrockruntime.ConverseInput{
		ModelId: aws.String("amazon.nova-lite-v1:0"),
		Messages: []types.Message{{
			Role:    types.ConversationRoleUser,
			Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: "hello"}},
		}},
	})
	err = bedrockerr.Provider.FromError(err)

	var sdkError *types.ThrottlingException
	switch {
	case err == nil:
		fmt.Println(output.StopReason)
	case errors.Is(err, bedrockerr.DailyTokensExceeded):
		fmt.Println("tomorrow, or in another Region:", err)
		fmt.Println("still the SDK's error:", errors.As(err, &sdkError))
	default:
		fmt.Println(err)
	}
}

// isWorthATry decides before the SDK's own rules do.
func isWorthATry(err error) aws.Ternary {
	err = bedrockerr.Provider.FromError(err)
	if apierr.KindOf(err) == apierr.Unknown {
		return aws.UnknownTernary
	}
	return aws.BoolTernary(apierr.Retryable(err))
}
