package render

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ziping/model"
)

// TestPageRules: with 1 to 13 items under 六 in three lengths, the page with the
// signature has at least four lines of the text above it, in LibreOffice's PDF.
func TestPageRules(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice prints 39 reports")
	}
	soffice, pdftotext := client(t, "soffice"), client(t, "pdftotext")
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "pdf", "--outdir", dir}
	var names []string
	for items := 1; items <= 13; items++ {
		if os.Getenv("ZIPING_CLIENTS") != "1" && items > 3 && items%4 != 1 {
			continue // all of them where the clients must be there
		}
		for l, length := range []int{12, 40, 130} {
			p, fs := Sample()
			var plan []string
			for i := range items {
				plan = append(plan, fmt.Sprintf("%d.%s", i+1, strings.Repeat("加强科普阵地建设", (length+7)/8)[:length*3-length*3%3]))
			}
			for i := range p.Texts {
				if p.Texts[i].Name.Value == "下一步工作计划" {
					p.Texts[i].Body.Value = strings.Join(plan, "\n")
				}
			}
			name := fmt.Sprintf("%d-%d", items, l)
			data, _ := filled(t, p, fs, Options{Date: model.Date{Year: 2023, Month: 4, Day: 13}}, "自评报告")
			if err := os.WriteFile(filepath.Join(dir, name+".docx"), data, 0o600); err != nil {
				t.Fatal(err)
			}
			names, args = append(names, name), append(args, filepath.Join(dir, name+".docx"))
		}
	}
	if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range names {
		out, err := exec.Command(pdftotext, "-layout", filepath.Join(dir, name+".pdf"), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		signed := false
		for _, page := range strings.Split(string(out), "\f") {
			before, _, found := strings.Cut(page, "附件：")
			if !found {
				continue
			}
			signed = true
			if n := lastPageLines(before); n < 4 {
				t.Errorf("%s: %d lines on the page with the signature:\n%s", name, n, page)
			}
			if bare := strings.Join(strings.Fields(page), ""); !strings.Contains(bare, "2023年4月13日") {
				t.Errorf("%s: the signature is on another page than the list of annexes:\n%s", name, page)
			}
		}
		if !signed {
			t.Errorf("%s: no page has the list of annexes", name)
		}
	}
}

// lastPageLines are the lines of text above the list of annexes.
func lastPageLines(s string) int {
	n := 0
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}
