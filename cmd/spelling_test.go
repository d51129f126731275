package cmd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ziping/render"
	"ziping/xlsx/xlsxtest"
)

// spellings are ways to write base, a file in dir, for a run whose working
// folder is dir. Beside links that lead to it, the names that are the same file
// on Windows or a Mac count.
func spellings(t *testing.T, dir, base string) []string {
	t.Helper()
	ext := filepath.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	link := func(name string) string { return stem + "_" + name + ext }
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "sub"), 0o755), os.Symlink(base, link("link")), os.Symlink(link("link"), link("second")),
		os.Symlink(filepath.Join(dir, base), link("abs")), os.Link(base, link("hard")), os.Symlink(dir, stem+"_folder"), os.Symlink("..", filepath.Join("sub", stem+"_up"))); err != nil {
		t.Fatal(err)
	}
	return []string{
		base, "./" + base, ".//" + base, "././" + base, "sub/../" + base, "sub/../sub/../" + base, "sub/" + stem + "_up/" + base,
		filepath.Join(dir, base), "/" + filepath.Join(dir, base), dir + "//" + base, dir + "/./" + base, dir + "/sub/../" + base,
		"../" + filepath.Base(dir) + "/" + base, link("link"), link("second"), link("abs"), link("hard"), stem + "_folder/" + base,
		stem + "_folder/" + link("second"), "./sub/../" + link("hard"),
		strings.ToUpper(stem) + ext, stem + strings.ToUpper(ext), stem + ext + ".", stem + ext + " ", stem + ext + "::$DATA",
	}
}

// TestInputIsNeverOutput gives every command that reads and writes a file of its
// input as output, in every spelling, with --force: it must refuse and leave the
// file as it is.
func TestInputIsNeverOutput(t *testing.T) {
	book, err := xlsxtest.Workbook(`# 资金表
A1 2022年度科普经费资金表
A2 编制单位：甲县科学技术协会
D2 单位：元
A3 支出方向
B3 计划资金
C3 到位资金
D3 实际支出
A4 科普宣传
B4 100
C4 100
D4 100
`)
	if err != nil {
		t.Fatal(err)
	}
	template := render.Templates()[0].Docx
	for _, test := range []struct {
		name  string
		input string // the file that must stay
		data  []byte
		args  []string // @ is the spelling
	}{
		{"check a workbook", "a.xlsx", book, []string{"check", "a.xlsx", "-o", "@"}},
		{"check a folder", "a.xlsx", book, []string{"check", ".", "-o", "@"}},
		{"check, profile", "p.txt", []byte("forms: []\n"), []string{"check", "b.xlsx", "--profile", "p.txt", "-o", "@"}},
		{"check, rules", "r.json", []byte("extends: national-2020\n"), []string{"check", "b.xlsx", "--rules", "r.json", "--json", "-o", "@"}},
		{"check, waivers", "豁免.xlsx", book, []string{"check", "b.xlsx", "-o", "@"}},
		{"inspect", "p.html", []byte("forms: []\n"), []string{"inspect", "b.xlsx", "--profile", "p.html", "-o", "@"}},
		{"inspect --save-profile", "p.yaml", []byte("forms: []\n"), []string{"inspect", "b.xlsx", "--profile", "p.yaml", "--save-profile", "@"}},
		{"inspect --save-profile over a workbook", "a.xlsx", book, []string{"inspect", "a.xlsx", "--save-profile", "@"}},
		{"report", "t.docx", template, []string{"report", "b.xlsx", "--template", "t.docx", "-o", "@"}},
		{"template check", "t.docx", template, []string{"template", "check", "t.docx", "-o", "@"}},
		{"template preview", "t.docx", template, []string{"template", "preview", "t.docx", "-o", "@"}},
		{"template fill", "t.docx", template, []string{"template", "fill", "t.docx", "--data", "d.json", "--missing", "empty", "-o", "@"}},
		{"template fill, data", "d.docx", []byte(`{}`), []string{"template", "fill", "t2.docx", "--data", "d.docx", "--missing", "empty", "-o", "@"}},
		{"a drop", "甲县科学技术协会_绩效自评报告.docx", template, []string{"../b.xlsx", "--template", "@"}},
		{"batch", "b_绩效自评报告.docx", template, []string{"batch", "../../in", "-o", "..", "--template", "@"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out", "b")
			if test.args[0] == "../b.xlsx" { // what is dropped has its results in a folder beside it
				dir = filepath.Join(filepath.Dir(dir), "甲县科学技术协会"+resultSuffix)
			}
			if err := errors.Join(os.MkdirAll(dir, 0o755), os.Mkdir(filepath.Join(dir, "../../in"), 0o755)); err != nil {
				t.Fatal(err)
			}
			t.Chdir(dir)
			files := map[string][]byte{"b.xlsx": book, "../b.xlsx": book, "../../in/b.xlsx": book, "d.json": []byte("{}"), "t2.docx": template}
			files[test.input] = test.data
			for name, data := range files {
				if err := os.WriteFile(name, data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if test.args[1] == "." {
				if err := os.Remove("b.xlsx"); err != nil {
					t.Fatal(err)
				}
			}
			refused, tried := 0, spellings(t, dir, test.input)
			if testing.Short() {
				tried = []string{tried[0], tried[13], tried[16], tried[20]}
			}
			for _, spelled := range tried {
				args := append(slices.Clone(test.args), "--force")
				args[slices.Index(args, "@")] = spelled
				var stderr bytes.Buffer
				code := run(context.Background(), args, streams{strings.NewReader(""), io.Discard, &stderr})
				now, err := os.ReadFile(test.input)
				switch {
				case err != nil || !bytes.Equal(now, test.data):
					t.Fatalf("%q: the input was overwritten, %v", spelled, err)
				case (code == exitOutput || code == exitPartial) && strings.Contains(stderr.String(), "ziping 从不修改输入"):
					refused++
				case code != exitUsage && (code != exitFailure || !strings.Contains(stderr.String(), "找不到")): // an ending that is not written, or no file here
					t.Errorf("%q: exit code %d, %s", spelled, code, stderr.String())
				}
			}
			if refused < min(20, len(tried)-1) { // one is another file on this system
				t.Errorf("%d spellings refused as an input", refused)
			}
		})
	}
}
