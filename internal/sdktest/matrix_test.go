package sdktest

import (
	"testing"

	"github.com/errbook/errbook/generated/catalog"
	"github.com/errbook/errbook/internal/sdktest/matrix"
)

const generated = "../../generated"

func TestFromErrorOfEverySample(t *testing.T) {
	matrix.FromError(t, clients, "../..", "internal/sdktest", catalog.FromError)
}

func TestTrackOfEverySample(t *testing.T) {
	matrix.Track(t, clients, generated)
}

func TestFaultsInStreams(t *testing.T) {
	matrix.Faults(t, clients)
}
