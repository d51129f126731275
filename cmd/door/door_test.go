package door

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

func why(err error) Why {
	var refused *Error
	if errors.As(err, &refused) {
		return refused.Why
	}
	return 0
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(os.WriteFile(at("good"), []byte("x"), 0o644), os.Truncate(at("good"), 10), os.WriteFile(at("big"), nil, 0o644),
		os.Truncate(at("big"), Plain.Max+1), os.WriteFile(at("full"), nil, 0o644), os.Truncate(at("full"), Plain.Max), os.Symlink("good", at("link"))); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]Why{
		at("good"): 0, at("link"): 0, at("full"): 0, at("big"): TooLarge, dir: Folder, at("none"): Missing, at("good/x"): Failed,
	} {
		if _, err := New().Read(name, Plain); why(err) != want {
			t.Errorf("%s: %v, want %d", name, err, want)
		}
	}
	for w, passing := range map[Why]bool{Missing: true, Denied: true, Failed: true, Folder: false, TooLarge: false, TooDeep: false} {
		if got := (&Error{Why: w}).Passing(); got != passing {
			t.Errorf("%d: passing %v", w, got)
		}
	}
	var none *Door
	if data, err := none.Read(at("good"), Plain); err != nil || len(data) != 10 {
		t.Errorf("a nil door: %d bytes, %v", len(data), err)
	}
}

// TestShapes wants what nests, repeats or refers beyond sense refused before a
// parser sees it, and what people write let in.
func TestShapes(t *testing.T) {
	utf16le := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}
	var ladder strings.Builder
	for i := range 300 {
		fmt.Fprintf(&ladder, "%sa:\n", strings.Repeat(" ", i))
	}
	for _, test := range []struct {
		name string
		kind Kind
		text string
		want Why
		line int
	}{
		{"a set", YAML, "name: 本地\nweights:\n  total: 100\ntiers: [{name: 优, from: 90, to: 100}]\n", 0, 0},
		{"signs in text", YAML, "basis: 甲 & 乙，3*4，[见附件]\nsheets: ['*', \"&a\", A&B] # &x\n- * 说明\n", 0, 0},
		{"brackets", YAML, "a: 1\nb: " + strings.Repeat("[", 1000), TooDeep, 2},
		{"brackets over lines", YAML, strings.Repeat("{\n", 41), TooDeep, 41},
		{"as deep as allowed", YAML, strings.Repeat("[", 40) + strings.Repeat("]", 40), 0, 0},
		{"dashes", YAML, strings.Repeat("- ", 41) + "x", TooDeep, 1},
		{"questions", YAML, strings.Repeat("? ", 1000) + "x", TooDeep, 1},
		{"ladder", YAML, ladder.String(), TooDeep, 162},
		{"UTF-16", YAML, utf16le("a: " + strings.Repeat("[", 50)), TooDeep, 1},
		{"anchor", YAML, "a: &x 1\n", Alias, 1},
		{"alias", YAML, "a: 1\nb: [1, *x]\n", Alias, 2},
		{"laughs", YAML, "a: &a [x,x]\nb: &b [*a,*a]\n", Alias, 1},
		{"merge", YAML, "a:\n  <<: *x\n", Alias, 2},
		{"large", YAML, strings.Repeat("#", 256<<10+1), TooLarge, 0},
		{"long", YAML, strings.Repeat("\n", maxLines) + "a: 1", TooLong, maxLines + 1},
		{"data", JSON, `{"a":[1,{"b":"[[[[{{{{\"[["}]}`, 0, 0},
		{"levels", JSON, "\n" + strings.Repeat("[", 41), TooDeep, 2},
		{"objects", JSON, strings.Repeat(`{"a":`, 41), TooDeep, 1},
		{"values", JSON, "[" + strings.Repeat("0,", maxValues), TooMany, 1},
		{"large data", JSON, strings.Repeat(" ", 16<<20+1), TooLarge, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := New().ReadStream(strings.NewReader(test.text), "x", test.kind)
			var refused *Error
			errors.As(err, &refused)
			if why(err) != test.want || refused != nil && refused.Line != test.line {
				t.Errorf("got %v, want %d in line %d", err, test.want, test.line)
			}
		})
	}
}

// TestInput wants an input known in every spelling that leads to it.
func TestInput(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(os.MkdirAll(at("甲县/x"), 0o755), os.WriteFile(at("甲县/Éa.xlsx"), []byte("x"), 0o644), os.WriteFile(at("other.xlsx"), nil, 0o644),
		os.Symlink("甲县/Éa.xlsx", at("link")), os.Symlink("link", at("second")), os.Symlink("甲县", at("county")), os.Link(at("甲县/Éa.xlsx"), at("hard"))); err != nil {
		t.Fatal(err)
	}
	d := New()
	if _, err := d.Read("甲县/Éa.xlsx", Workbook); err != nil {
		t.Fatal(err)
	}
	for _, spelled := range []string{
		"甲县/Éa.xlsx", "./甲县/Éa.xlsx", "甲县//Éa.xlsx", "甲县/./Éa.xlsx", "甲县/../甲县/Éa.xlsx", "甲县/x/../Éa.xlsx", at("甲县/Éa.xlsx"), "/" + at("甲县/Éa.xlsx"),
		"/.." + at("甲县/Éa.xlsx"), "link", "second", "county/Éa.xlsx", "county/../甲县/Éa.xlsx", "hard", at("county/Éa.xlsx"),
		"甲县/éa.xlsx", "甲县/Éa.XLSX", "甲县/E\u0301a.xlsx", "甲县/Éa.xlsx.", "甲县/Éa.xlsx ", "甲县/Éa.xlsx...", "甲县/Éa.xlsx::$DATA", "county/éA.xlsx. .",
	} {
		if as, ok := d.Input(spelled); !ok || as != "甲县/Éa.xlsx" {
			t.Errorf("%s: %q, %v", spelled, as, ok)
		}
	}
	for _, spelled := range []string{"other.xlsx", "甲县/Éb.xlsx", "Éa.xlsx", "甲县/Éa.xls", "甲县", "new/x"} {
		if as, ok := d.Input(spelled); ok {
			t.Errorf("%s is taken for %s", spelled, as)
		}
	}
	d.Forget("link")
	if _, ok := d.Input("hard"); ok {
		t.Error("forgotten, and known by identity")
	}
	d.Know("未有.xlsx")
	if _, ok := d.Input("./未有.XLSX"); !ok {
		t.Error("a file that is not there yet is not known by name")
	}
}

// TestPlain takes Windows spellings apart, on every system.
func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		`C:\甲县\a.xlsx`:                 `C:\甲县\a.xlsx`,
		`C:/甲县/a.xlsx`:                 `C:\甲县\a.xlsx`,
		`\\?\C:\甲县\a.xlsx`:             `C:\甲县\a.xlsx`,
		`\\.\C:\甲县\a.xlsx`:             `C:\甲县\a.xlsx`,
		`//?/C:/甲县/a.xlsx`:             `C:\甲县\a.xlsx`,
		`\??\C:\甲县\a.xlsx`:             `C:\甲县\a.xlsx`,
		`\\?\UNC\server\share\a.xlsx`:  `\\server\share\a.xlsx`,
		`\\?\unc\server\share\a.xlsx`:  `\\server\share\a.xlsx`,
		`\\server\share\a.xlsx`:        `\\server\share\a.xlsx`,
		`C:\甲县\a.xlsx:Zone.Identifier`: `C:\甲县\a.xlsx`,
		`C:\甲县\a.xlsx::$DATA`:          `C:\甲县\a.xlsx`,
		`C:a.xlsx`:                     `C:a.xlsx`,
	} {
		if got := plain(in, true); got != want {
			t.Errorf("plain(%s) = %s, want %s", in, got, want)
		}
		if got := plain(in, false); got != in {
			t.Errorf("elsewhere plain(%s) = %s", in, got)
		}
	}
}

// FuzzShape wants the shape of any text judged without fault, and no text let in
// that nests beyond the limit.
func FuzzShape(f *testing.F) {
	for _, s := range []string{"a: [1, 2]", `{"a":"\"["}`, "- - - x", "'\"[&x", "[\xff["} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = yamlShape(data)
		if jsonShape(data) == nil && bytes.Count(data, []byte("[")) > maxLevels && !bytes.ContainsAny(data, `]"`) {
			t.Errorf("let in: %q", data)
		}
	})
}
