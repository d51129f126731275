package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The committed templates are what their sources make. Parts are compared
// unpacked: how well they are deflated is the Go version's affair.
func TestTemplatesAreGenerated(t *testing.T) {
	t.Chdir("..")
	sources, err := filepath.Glob("*.txt")
	if err != nil || len(sources) == 0 {
		t.Fatal("no sources", err)
	}
	for _, name := range sources {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), "template ") {
			continue
		}
		for _, v := range variants(name) {
			blocks, err := parse(name, v.read)
			if err != nil {
				t.Fatal(err)
			}
			data, err := pack(blocks)
			if err != nil {
				t.Fatal(err)
			}
			committed, err := os.ReadFile(v.file)
			if err != nil {
				t.Fatal(err)
			}
			if unpacked(t, data) != unpacked(t, committed) {
				t.Errorf("%s has changed; run go generate ./render", v.file)
			}
		}
	}
}

func unpacked(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(f.Name + "\n" + string(part) + "\n")
	}
	return b.String()
}

func TestParseRefuses(t *testing.T) {
	for source, want := range map[string]string{
		"nonsense x":                  `no style "nonsense"`,
		"table 1 1\nrow |a\nend":      "a row of 1 columns in a table of 2",
		"table 1 1\nrow |a|b":         "a table without end",
		"table 1 1\ncell |a|b\nend":   "is no row",
		"table 1 x\nend":              `table width "x"`,
		"table 1 1\nrow |<q>a|b\nend": "cell mark",
	} {
		_, err := parse("x.txt", func(string) ([]byte, error) { return []byte(source), nil })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", source, err, want)
		}
	}
}
