// Package rpctest tests adapters of package rpc, such as contrib/grpc: an API of one's
// own, and what its errors must be once they went through a library.
package rpctest

import (
	"strings"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/server"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
)

// The codes of [Shop].
const (
	OutOfStock apierr.Code = "shop.OutOfStock"
	APIKey     apierr.Code = "shop.APIKey"
	// OldKey has the reason of APIKey, because their names are alike.
	OldKey   apierr.Code = "shop.ApiKey"
	SlowDown apierr.Code = "shop.SlowDown"
	Fault    apierr.Code = "shop.Fault"
)

var docs = map[apierr.Code]*apierr.Doc{
	OutOfStock: {
		Code: OutOfStock, Title: "Out of stock", Summary: "Nothing is left.", Kind: apierr.PreconditionFailed, Retry: apierr.RetryFixRequest,
		Page: "https://shop.example/errors/out-of-stock",
		Own: &errdoc.Own{
			Detail: "Only {left} are left.",
			Params: []errdoc.Param{{Name: "left", Type: "int"}, {Name: "item", Type: "string"}, {Name: "price", Type: "float"}, {Name: "sale", Type: "bool"}, {Name: "at", Type: "time"}, {Name: "wait", Type: "duration"}},
		},
		Renamed: []errdoc.Renamed{{Code: "shop.SoldOut"}},
	},
	APIKey:   {Code: APIKey, Summary: "The key is missing.", Kind: apierr.Authentication, Retry: apierr.RetryFixAccount, Own: &errdoc.Own{}},
	OldKey:   {Code: OldKey, Summary: "The key is old.", Kind: apierr.PermissionDenied, Retry: apierr.RetryFixAccount, Own: &errdoc.Own{}},
	SlowDown: {Code: SlowDown, Summary: "Slow down.", Kind: apierr.RateLimited, Retry: apierr.RetryWait, Own: &errdoc.Own{}},
	Fault:    {Code: Fault, Summary: "Something broke.", Kind: apierr.ProviderError, Retry: apierr.RetryBackoff, Own: &errdoc.Own{Default: true}},
}

func classify(f *wire.Fields) apierr.Verdict {
	if d := docs[apierr.Code("shop."+f.Code)]; d != nil {
		return apierr.Verdict{Code: d.Code, Kind: d.Kind, Match: apierr.MatchExact}
	}
	return apierr.Verdict{}
}

var facts = wire.Provider{ID: "shop", Name: "Shop", Hosts: []string{"*.shop.example", "api.shop.example"}, Wire: &wire.Wire{
	Body:    []wire.Node{{Key: "code", Slot: 0}, {Key: "detail", Slot: 1}},
	Code:    []wire.Part{{Slot: 0}},
	Message: []wire.Part{{Slot: 1}},
}}

func shapeOf(code apierr.Code, status int, details ...string) shape.Shape {
	body := []shape.Node{{Key: "code", Text: `"` + strings.TrimPrefix(string(code), "shop.") + `"`}, {Key: "detail", Hole: shape.Message}}
	for _, name := range details {
		body = append(body, shape.Node{Key: name, Hole: shape.Detail, Name: name})
	}
	return shape.Shape{Code: code, Status: status, Media: "application/problem+json", Body: &shape.Node{Kids: body}}
}

// Shop is what the generator makes of the spec file of an API of one's own.
var Shop = server.NewProvider(&facts, classify, func(code apierr.Code) *apierr.Doc { return docs[code] }, &server.Sending{
	Shapes: []shape.Shape{
		shapeOf(OutOfStock, 409, "left", "item", "price", "sale", "at", "wait"), shapeOf(APIKey, 401), shapeOf(OldKey, 403), shapeOf(SlowDown, 429), shapeOf(Fault, 500),
	},
	Default: Fault,
})

// Noon is a detail of [NewOutOfStock].
var Noon = time.Date(2026, 11, 30, 12, 0, 0, 500, time.UTC)

// NewOutOfStock returns an error that has details of all types.
func NewOutOfStock(left int, options ...apierr.Option) *apierr.Error {
	return Shop.NewWith(OutOfStock, []shape.Value{
		shape.Int("left", left), shape.String("item", `"A" <1>`), shape.Float("price", 0.5), shape.Bool("sale", true), shape.Time("at", Noon), shape.Duration("wait", 90*time.Second),
	}, options...)
}
