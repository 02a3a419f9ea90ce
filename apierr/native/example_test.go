package native_test

import (
	"errors"
	"fmt"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/native"
)

// An adapter for a driver: it says which field of the driver's error is which part.
func Example() {
	fromDriver := func(err error) error {
		var failure *driverError
		if !errors.As(err, &failure) {
			return db.FromError(err)
		}
		return native.From(db, err, native.Parts{Code: failure.state, Message: failure.text})
	}

	err := fromDriver(fmt.Errorf("insert: %w", &driverError{"23505", "duplicate key value"}))
	fmt.Println(err)
	fmt.Println("kind:", apierr.KindOf(err), "retryable:", apierr.Retryable(err))
	var failure *driverError
	fmt.Println("still the driver's:", errors.As(err, &failure))
	// Output:
	// db: UniqueViolation: duplicate key value
	// kind: already_exists retryable: false
	// still the driver's: true
}
