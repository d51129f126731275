package cmd

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ziping/model/check"
)

// samplePaths are the units of the samples.
func samplePaths(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../testdata/samples/counties-2022/*县科协")
	more, _ := filepath.Glob("../testdata/samples/counties-2022/*区科协")
	if err != nil || len(paths) == 0 {
		t.Fatal("no samples", err)
	}
	return append(append(paths, more...), "../testdata/samples/zhangye-2022")
}

// filled is a sample's report as `ziping report` writes it, and a reviewer that
// holds reports against the sample.
func filled(t *testing.T, path string) ([]byte, *reviewer) {
	t.Helper()
	j := newJob(streams{nil, io.Discard, io.Discard})
	var flags reportFlags
	opt, err := flags.options(j.door)
	if err != nil {
		t.Fatal(err)
	}
	r, docs := reportOn(path, opt)
	if r.err != nil {
		t.Fatal(r.err)
	}
	rv, err := newReviewer(j, reviewOptions{against: path})
	if err != nil {
		t.Fatal(err)
	}
	return docs[0], rv
}

// TestReviewOfOurOwn: a report that was filled from the workbooks has no findings
// against them; with one digit changed, anywhere, it has exactly that one.
func TestReviewOfOurOwn(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	changes := 200
	if testing.Short() {
		changes = 20
	}
	paths := samplePaths(t)
	dir := t.TempDir()
	for i, path := range paths {
		doc, rv := filled(t, path)
		file := filepath.Join(dir, "r.docx")
		write := func(data []byte) {
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		write(doc)
		if r := rv.review(file); r.err != nil || len(r.findings) > 0 {
			t.Errorf("%s: %v, %d findings: %+v", path, r.err, len(r.findings), r.findings)
			continue
		}
		if footer := partOf(t, doc, "word/footer1.xml"); len(digitsIn(footer)) > 0 { // the number of a page, as somebody last saved it
			footer[digitsIn(footer)[0]] = '7'
			write(withPart(t, doc, "word/footer1.xml", footer))
			if r := rv.review(file); len(r.findings) > 0 {
				t.Errorf("%s: the number of a page: %+v", path, r.findings)
			}
		}
		body := partOf(t, doc, "word/document.xml")
		digits := digitsIn(body)
		n := changes * (i + 1) / len(paths)
		n -= changes * i / len(paths)
		for range n {
			at := digits[rnd.IntN(len(digits))]
			old := body[at]
			body[at] = '0' + (old-'0'+1+byte(rnd.IntN(9)))%10
			write(withPart(t, doc, "word/document.xml", body))
			r := rv.review(file)
			context := string(body[max(0, at-60):min(len(body), at+30)])
			switch {
			case r.err != nil:
				t.Fatal(r.err)
			case len(r.findings) != 1 || r.findings[0].Severity != check.Error || r.findings[0].Where == nil:
				t.Errorf("%s: %c to %c in %s: %d findings", path, old, body[at], context, len(r.findings))
				for _, f := range r.findings {
					t.Logf("  %s %s %+v %s", f.Severity, f.Rule, f.Where, f.Message)
				}
			case !strings.Contains(r.findings[0].Where.Quote, string(body[at])):
				t.Errorf("%s: %c to %c in %s: found %q", path, old, body[at], context, r.findings[0].Where.Quote)
			}
			body[at] = old
		}
	}
}

// digitsIn are the digits of the texts of a part.
func digitsIn(xml []byte) []int {
	var out []int
	inside := false
	for i := 0; i < len(xml); i++ {
		switch {
		case xml[i] == '<':
			rest := xml[i:]
			inside = bytes.HasPrefix(rest, []byte("<w:t>")) || bytes.HasPrefix(rest, []byte("<w:t "))
			i += bytes.IndexByte(rest, '>')
		case inside && xml[i] == '&':
			i += bytes.IndexByte(xml[i:], ';')
		case inside && xml[i] >= '0' && xml[i] <= '9':
			out = append(out, i)
		}
	}
	return out
}

func partOf(t *testing.T, doc []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// withPart is a package with another part of that name.
func withPart(t *testing.T, doc []byte, name string, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		if f.Name != name {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		to, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
