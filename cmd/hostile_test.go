package cmd

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// hostile is a name that a terminal would obey and a person misread.
const hostile = "甲\x1b[31m\u202exslx\u009b2J\n错误：假的"

// unseen are the runes of it that must not come out anywhere.
const unseenRunes = "\x1b\u202e\u009b"

// TestHostileNames gives units, files and sheets names with escapes, marks of
// direction and line breaks, and wants none of them in what is printed or
// written, for a terminal or not.
func TestHostileNames(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such names")
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	put(t, filepath.Join(in, hostile+"县", hostile+".xlsx"), fund(t, "甲县", "90"))
	put(t, filepath.Join(in, "乙县", "坏"+hostile+".xlsx"), []byte("PK"))
	put(t, filepath.Join(in, "丙县", "c"+hostile+".xlsx"), fund(t, "丙县", "三万多"))
	if err := os.Symlink("乙县", filepath.Join(in, "链接"+hostile)); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(in, "~$"+hostile+".xlsx"), nil)
	unit := filepath.Join(in, hostile+"县")
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, args := range [][]string{
		{"check", unit}, {"inspect", unit}, {"check", filepath.Join(in, "乙县")}, {"inspect", filepath.Join(in, "乙县")}, {"check", filepath.Join(in, "丙县")},
		{"report", filepath.Join(in, "丙县")}, {"check", at(hostile)}, {"check", unit, "-o", at("no/" + hostile + ".txt")}, {"check", unit, "-o", at(hostile + ".pdf")},
		{"check", unit, "--rules", hostile}, {"check", unit, "--rules", at(hostile + ".yaml")}, {"check", unit, "--profile", at(hostile + ".yaml")}, {"check", unit, "--header-row", hostile + "!5"},
		{"check", unit, "--" + hostile}, {hostile}, {"help", hostile}, {"rules", hostile}, {"report", unit, "--template", hostile}, {"report", unit, "--date", hostile},
		{"template", "fill", unit, "--missing", hostile}, {"batch", in, "-o", out}, {"batch", at(hostile), "-o", out}, {unit},
		{"check", unit, "-o", at("c.txt")}, {"check", unit, "-o", at("c.html")}, {"check", unit, "-o", at("c.xlsx")}, {"inspect", unit, "-o", at("i.html")}, {"inspect", unit, "-o", at("i.txt")},
		{"report", unit, "--trace", "-o", at("r.docx")}, {"inspect", unit, "--save-profile", at("p.yaml")},
	} {
		_, stdout, stderr := runAs(args...)
		if both := stdout + stderr; strings.ContainsAny(both, unseenRunes) {
			t.Errorf("%q prints %q", args[:1], line(both, unseenRunes))
		}
		if strings.Contains("\n"+stderr, "\n错误：假的") {
			t.Errorf("%q: a name makes a message of its own: %s", args[:1], stderr)
		}
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, in) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.ContainsAny(filepath.Base(path), unseenRunes) && filepath.Dir(path) != dir {
			t.Errorf("an output is named %q", path)
		}
		return look(t, path, data)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// look wants none of the runes in a file, or in the parts of a package.
func look(t *testing.T, path string, data []byte) error {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		if strings.ContainsAny(string(data), "\x1b") || !strings.HasSuffix(path, ".json") && strings.ContainsAny(string(data), unseenRunes) {
			t.Errorf("%s holds %q", filepath.Base(path), line(string(data), unseenRunes))
		}
		return nil
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xml") {
			continue // a link's target is no text
		}
		part, err := f.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(part)
		if err := errors.Join(err, part.Close()); err != nil {
			return err
		}
		if strings.ContainsAny(string(text), unseenRunes) {
			t.Errorf("%s, %s holds %q", filepath.Base(path), f.Name, line(string(text), unseenRunes))
		}
	}
	return nil
}

// line is the surroundings of the first of the runes in s.
func line(s, runes string) string {
	i := strings.IndexAny(s, runes)
	if i < 0 {
		return ""
	}
	return strings.ToValidUTF8(s[max(0, i-60):min(len(s), i+60)], "")
}
