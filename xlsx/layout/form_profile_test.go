package layout

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"

	"ziping/xlsx/profile"
)

var formProfiles *profile.Profile

// formProfile is the built-in profile, read from its files.
func formProfile(t testing.TB) *profile.Profile {
	t.Helper()
	if formProfiles == nil {
		files, _ := filepath.Glob("../profile/*.yaml")
		prof := &profile.Profile{}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var f profile.Form
			if err := yaml.Unmarshal(data, &f); err != nil {
				t.Fatal(err)
			}
			prof.Forms = append(prof.Forms, f)
		}
		formProfiles = prof
	}
	return formProfiles
}
