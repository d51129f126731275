package form_test

import (
	"testing"

	"ziping/xlsx/profile"
)

// formProfile is the profile the forms are read with.
func formProfile(testing.TB) *profile.Profile { return profile.Default() }
