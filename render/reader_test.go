package render

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	indep "github.com/nguyenthenguyen/docx"
)

// partOf reads one part of a package, "" when it has none of that name.
func partOf(t testing.TB, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// fixtureDocx is the smallest template with one paragraph of text.
func fixtureDocx(t testing.TB, text string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:body></w:document>`},
	} {
		f, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, p[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// client finds a program of another maker. Without it the test is skipped, or
// fails where ZIPING_CLIENTS=1 says that it must be there.
func client(t *testing.T, name string, probe ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil && len(probe) > 0 {
		err = exec.Command(path, probe...).Run()
	}
	if err != nil {
		if os.Getenv("ZIPING_CLIENTS") == "1" {
			t.Fatalf("%s is not here: %v", name, err)
		}
		t.Skipf("%s is not here: %v", name, err)
	}
	return path
}

// toRead is what every reader must find in the sample's report.
var toRead = []string{"张掖市科学技术协会", "一、项目基本情况", "六、下一步工作计划", "36万元", "5.23万人次", "项目支出绩效自评表", "活动一览表", "119122"}

func TestIndependentReader(t *testing.T) {
	p, fs := Sample()
	data, _ := filled(t, p, fs, Options{Trace: true, Date: signed}, "自评报告")
	doc, err := indep.ReadDocxFromMemory(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	content := doc.Editable().GetContent()
	for _, want := range toRead {
		if !strings.Contains(content, want) {
			t.Errorf("nguyenthenguyen/docx does not find %q", want)
		}
	}
}

func TestPythonReader(t *testing.T) {
	python := client(t, "/usr/bin/python3", "-c", "import docx")
	p, fs := Sample()
	data, d := filled(t, p, fs, Options{Date: signed}, "自评报告")
	file := filepath.Join(t.TempDir(), "报告.docx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	const script = `
import docx, sys
d = docx.Document(sys.argv[1])
for p in d.paragraphs: print(p.text)
print("tables", len(d.tables), "headings", sum(p.style.name.startswith("Heading") for p in d.paragraphs))
`
	cmd := exec.Command(python, "-c", script, file)
	cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var want strings.Builder
	for _, q := range d.Body().Paragraphs {
		if q.Table == 0 {
			want.WriteString(q.Text + "\n")
		}
	}
	got, tail, _ := strings.Cut(string(out), "tables ")
	if got != want.String() {
		t.Errorf("python-docx reads\n%s\nwe read\n%s", got, want.String())
	}
	if strings.TrimSpace(tail) != "3 headings 11" {
		t.Errorf("python-docx counts tables %s", tail)
	}
}

// LibreOffice opens the report and prints it; the PDF's text has the figures
// and the page numbers.
func TestOffice(t *testing.T) {
	soffice, pdftotext := client(t, "soffice"), client(t, "pdftotext")
	if testing.Short() {
		t.Skip("starting LibreOffice takes seconds")
	}
	p, fs := Sample()
	data, _ := filled(t, p, fs, Options{Date: signed}, "自评报告")
	dir := t.TempDir()
	file := filepath.Join(dir, "report.docx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(soffice, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "pdf", "--outdir", dir, file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.Command(pdftotext, "-layout", filepath.Join(dir, "report.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(out)), "")
	for _, want := range append([]string{"—1—", "—2—"}, toRead...) {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF does not show %q", want)
		}
	}
}

// The schema of WordprocessingML and the rules it lacks.
func TestSchema(t *testing.T) {
	const kit = "../.ci/xsdcheck/xsdcheck.py"
	python := client(t, "/usr/bin/python3", "-c", "import lxml")
	dir := t.TempDir()
	args := []string{kit}
	p, fs := Sample()
	for _, info := range Templates() {
		for _, trace := range []bool{false, true} {
			data, _ := filled(t, p, fs, Options{Trace: trace, Date: signed}, info.Name)
			file := filepath.Join(dir, info.Name+map[bool]string{true: "-trace"}[trace]+".docx")
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, file)
		}
	}
	out, err := exec.Command(python, args...).CombinedOutput()
	if err != nil || strings.Contains(string(out), "BAD") {
		t.Errorf("%v\n%s", err, out)
	}
}
