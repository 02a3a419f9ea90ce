//go:build modules

package catalogtest

// The modules whose sources are read. They are not built: go mod tidy keeps them for
// this file.
import (
	_ "github.com/aws/aws-sdk-go-v2/service/s3/types"
	_ "github.com/jackc/pgerrcode"
	_ "github.com/stripe/stripe-go/v84"
	_ "google.golang.org/grpc/codes"
)
