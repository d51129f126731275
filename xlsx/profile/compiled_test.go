package profile

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "compile the word lists again")

// TestCompiledForms holds forms.json to the YAML files it is compiled from.
func TestCompiledForms(t *testing.T) {
	want, err := compile()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("forms.json", append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	var got []compiledForm
	if err := json.Unmarshal(forms, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("forms.json is not what the YAML files say; run go generate ./xlsx/profile (-want +got):\n%s", diff)
	}
}
