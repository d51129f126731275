package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"ziping/render"
)

// runJSON runs a command and decodes the one JSON object it prints, after
// holding it to the schema.
func runJSON(t *testing.T, schema *jsonschema.Schema, args ...string) (code int, unit map[string]any) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, streams{strings.NewReader(""), &out, &errs})
	line, rest, _ := strings.Cut(out.String(), "\n")
	if rest != "" {
		t.Errorf("%v: more than one line on stdout", args)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
	if err != nil {
		t.Fatalf("%v: %v\nstdout: %s\nstderr: %s", args, err, out.String(), errs.String())
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%v: not what the schema says: %v", args, err)
	}
	return code, value.(map[string]any)
}

func unitSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(render.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestExpected holds every sample to the expected.json beside it: every key
// with this value, every listed error and warning, and no other error on a
// unit whose list of errors is empty.
func TestExpected(t *testing.T) {
	schema := unitSchema(t)
	units := 0
	err := filepath.WalkDir("../testdata/samples", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "expected.json" {
			return err
		}
		units++
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) { holdToExpected(t, schema, path) })
		return nil
	})
	if err != nil || units < 7 {
		t.Fatalf("%d samples, %v", units, err)
	}
}

func holdToExpected(t *testing.T, schema *jsonschema.Schema, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&want); err != nil {
		t.Fatal(err)
	}
	code, got := runJSON(t, schema, "check", "--json", filepath.Dir(path))
	findings, _ := got["findings"].([]any)
	errorsWanted, _ := want["errors"].([]any)
	warnings, _ := want["warnings"].([]any)
	delete(want, "errors")
	delete(want, "warnings")
	for key, value := range want {
		subset(t, key, got[key], value)
	}
	for _, w := range append(errorsWanted, warnings...) {
		if !found(findings, w.(map[string]any)) {
			t.Errorf("finding missing: %v", w)
		}
	}
	wantCode := exitClean
	if len(errorsWanted) > 0 {
		wantCode = exitFindings
	} else {
		for _, f := range findings {
			if f.(map[string]any)["severity"] == "error" {
				t.Errorf("error on a clean unit: %v", f)
			}
		}
	}
	if code != wantCode {
		t.Errorf("exit code %d, want %d", code, wantCode)
	}
}

// subset wants every key of want in got, with equal values.
func subset(t *testing.T, at string, got, want any) {
	t.Helper()
	w, ok := want.(map[string]any)
	if !ok {
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", at, got, want)
		}
		return
	}
	g, ok := got.(map[string]any)
	if !ok {
		t.Errorf("%s: got %v, want an object", at, got)
		return
	}
	for key, value := range w {
		subset(t, at+"."+key, g[key], value)
	}
}

// found reports that one of the findings has every listed field.
func found(findings []any, want map[string]any) bool {
	for _, f := range findings {
		all := true
		for key, value := range want {
			all = all && fmt.Sprint(f.(map[string]any)[key]) == fmt.Sprint(value)
		}
		if all {
			return true
		}
	}
	return false
}

// TestJSONOfCommands holds inspect and report to the schema too.
func TestJSONOfCommands(t *testing.T) {
	schema := unitSchema(t)
	sample := "../testdata/samples/zhangye-2022"
	code, unit := runJSON(t, schema, "inspect", "--json", sample)
	if code != exitClean || unit["unit"] != "张掖市科学技术协会" {
		t.Errorf("inspect: exit code %d, unit %v", code, unit["unit"])
	}
	target := filepath.Join(t.TempDir(), "报告.docx")
	code, unit = runJSON(t, schema, "report", "--json", sample, "-o", target)
	if code != exitClean || unit["report"] != target {
		t.Errorf("report: exit code %d, report %v", code, unit["report"])
	}
	empty := filepath.Join(t.TempDir(), "空.xlsx")
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _ := runJSON(t, schema, "check", "--json", empty); code != exitFailure {
		t.Errorf("check of an empty file: exit code %d", code)
	}
}
