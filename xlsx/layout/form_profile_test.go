package layout

import (
	"os"
	"testing"

	"github.com/goccy/go-yaml"

	"ziping/xlsx/profile"
)

var formProfiles *profile.Profile

func formProfile(t testing.TB) *profile.Profile {
	t.Helper()
	if formProfiles == nil {
		data, err := os.ReadFile("../profile/form.yaml")
		if err != nil {
			t.Fatal(err)
		}
		var f profile.Form
		if err := yaml.Unmarshal(data, &f); err != nil {
			t.Fatal(err)
		}
		formProfiles = &profile.Profile{Forms: []profile.Form{f}}
	}
	return formProfiles
}
