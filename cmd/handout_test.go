package cmd

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ziping/cmd/door"
	"ziping/model"
	"ziping/model/check"
	"ziping/xlsx"
	"ziping/xlsx/supplement"
	"ziping/xlsx/write/annotate"
	sheets "ziping/xlsx/write/ask"
	"ziping/xlsx/write/mend"
)

// sampleUnits are copies of the sample counties, each in a folder of its own.
func sampleUnits(t *testing.T) []string {
	t.Helper()
	units, err := filepath.Glob("../testdata/samples/counties-2022/*县科协")
	if err != nil || len(units) < 3 {
		t.Fatalf("%d sample units, %v", len(units), err)
	}
	dir := t.TempDir()
	var out []string
	for _, u := range units {
		to := filepath.Join(dir, filepath.Base(u))
		if err := os.CopyFS(to, os.DirFS(u)); err != nil {
			t.Fatal(err)
		}
		out = append(out, to)
	}
	return out
}

func testOptions(t *testing.T) reportOptions {
	t.Helper()
	opt, err := (&reportFlags{}).options(door.New())
	if err != nil {
		t.Fatal(err)
	}
	return opt
}

// filledIn is a paper with every text that lacks written, every question answered
// and every finding settled.
func filledIn(p sheets.Paper) sheets.Paper {
	typed := &supplement.Supplement{}
	for _, f := range p.Fields {
		text := map[string]string{supplement.KeyDate: "2023年4月13日", supplement.KeyPeriod: "2022年1月1日至2022年12月31日", supplement.KeyYear: "2022"}[f.Key]
		if text == "" {
			text = "补写的" + f.Title + "。"
		}
		if f.Known == "" {
			typed.Fields = append(typed.Fields, supplement.Field{Key: f.Key, Title: f.Title, Text: text})
		}
	}
	for _, q := range p.Questions {
		r := supplement.Reply{ID: q.ID, Shown: q.Shown}
		switch {
		case q.Waiver:
			r.Choice, r.Note = "不用改", "核对过凭证"
		case q.Kind == model.AskConclusion:
			continue // written in 请补写
		case q.Taken != "":
			r.Choice = q.Taken
		default:
			r.Choice = q.Choices[0].Value
		}
		typed.Replies = append(typed.Replies, r)
	}
	p.Typed = typed
	return p
}

// TestSupplementRoundTrip: what is asked of a unit, answered in full and handed in
// under any name, leaves nothing to ask; the report holds the texts; a rerun keeps
// what was typed.
func TestSupplementRoundTrip(t *testing.T) {
	for _, dir := range sampleUnits(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			opt := testOptions(t)
			before := evaluate(dir, opt.pipelineOptions)
			data, err := sheets.Write(filledIn(before.unit(opt).Paper(nil)))
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "随便叫什么.xlsx")
			put(t, path, data)
			opt = testOptions(t)
			after := evaluate(dir, opt.pipelineOptions)
			if after.err != nil {
				t.Fatal(after.err)
			}
			if slices.ContainsFunc(after.findings, func(f check.Finding) bool { return f.Rule == "import/answer" }) {
				// the period that was written in changed what a finding says: it is said, and asked anew
				p := after.unit(opt).Paper(nil)
				p.Typed = readSupplement(t, data)
				p.Typed.Replies = append(p.Typed.Replies, filledIn(p).Typed.Replies...)
				if data, err = sheets.Write(p); err != nil {
					t.Fatal(err)
				}
				put(t, path, data)
				after = evaluate(dir, opt.pipelineOptions)
			}
			if n := len(after.project.Questions); n > 0 {
				t.Errorf("%d questions are open: %+v", n, after.project.Questions)
			}
			stale := false // an answer to what is found no more stays, and is said
			for _, f := range after.findings {
				stale = stale || f.Rule == "import/answer"
				if f.Waived == "" && f.Severity != "info" && !strings.HasPrefix(f.Rule, "import/") && f.Rule != "text/missing" {
					t.Errorf("%s %s: %s", f.Rule, f.Pos, f.Message)
				}
			}
			if stale && filepath.Base(dir) != "山丹县科协" {
				t.Error("an answer was not applied")
			}
			if a, b := before.project.Fund(), after.project.Fund(); !sameSum(a.Planned, b.Planned) || !sameSum(a.Received, b.Received) || !sameSum(a.Spent, b.Spent) {
				t.Error("a figure has changed")
			}
			docs := after.fill(opt)
			if text := documentText(t, docs[0]); !strings.Contains(text, "补写的存在的问题") || !strings.Contains(text, "2023年4月13日") {
				t.Error("the report does not hold what was written")
			}
			code, out, msg := runAs("ask", dir)
			if code != 0 {
				t.Fatalf("ask: %d, %s%s", code, out, msg)
			}
			again, err := newJob(streams{}).supplementAt(path, opt)
			if err != nil || again.Typed() != readSupplement(t, data).Typed() {
				t.Errorf("the rerun kept %v, %v", again, err)
			}
		})
	}
}

func sameSum(a, b model.Sum) bool {
	x, ok := a.Total()
	y, ok2 := b.Total()
	return ok == ok2 && x.Equal(y)
}

func readSupplement(t *testing.T, data []byte) *supplement.Supplement {
	t.Helper()
	b, err := xlsx.Open("x.xlsx", data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := supplement.Read(b, "x.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func documentText(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(xml)
}

// TestStrangeSupplement: another unit's or another year's is named and not applied.
func TestStrangeSupplement(t *testing.T) {
	for _, m := range []mend.Unit{{Name: "乙县科学技术协会", Year: 2022}, {Name: "甲县科学技术协会", Year: 2021}} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, "甲县", "资金表.xlsx"), fund(t, "甲县", "100"))
		data, err := sheets.Write(sheets.Paper{Unit: m, Fields: []sheets.Field{{Key: supplement.KeyText, Title: "存在的问题"}},
			Typed: &supplement.Supplement{Fields: []supplement.Field{{Key: supplement.KeyText, Title: "存在的问题", Text: "别人的问题"}}}})
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, "甲县", "b.xlsx"), data)
		r := evaluate(filepath.Join(dir, "甲县"), testOptions(t).pipelineOptions)
		if r.err != nil || len(r.project.Texts) > 0 || !slices.ContainsFunc(r.project.Notes, func(n model.Note) bool {
			return n.Rule == "import/answer" && strings.Contains(n.Message, "没有采用")
		}) {
			t.Errorf("%+v: %v, %+v", m, r.err, r.project.Notes)
		}
	}
}

// TestCorrectedCopy: a figure that is corrected in the marked copy is read, the
// finding is gone and nothing is doubled; a copy that nobody changed changes nothing.
func TestCorrectedCopy(t *testing.T) {
	opt := testOptions(t)
	dir := filepath.Join(t.TempDir(), "甲县")
	wrong := fund(t, "甲县", "120")
	put(t, filepath.Join(dir, "资金表.xlsx"), wrong)
	before := evaluate(dir, opt.pipelineOptions)
	copies := before.unit(opt).Annotate(before.given)
	if len(copies) != 1 || copies[0].Why != "" || copies[0].Cells == 0 {
		t.Fatalf("%+v", copies)
	}
	if !annotate.Untouched(copies[0].Data) {
		t.Error("a fresh copy counts as changed")
	}
	put(t, filepath.Join(dir, "标注.xlsx"), copies[0].Data)
	same := evaluate(dir, testOptions(t).pipelineOptions)
	if a, b := before.count("error"), same.count("error"); a == 0 || a != b || len(same.project.Funds) != 1 {
		t.Errorf("%d errors became %d, %d tables", a, b, len(same.project.Funds))
	}
	put(t, filepath.Join(dir, "标注.xlsx"), withCell(t, copies[0].Data, "<v>120</v>", "<v>100</v>"))
	after := evaluate(dir, testOptions(t).pipelineOptions)
	if n := after.count("error"); n > 0 || len(after.project.Funds) != 1 {
		t.Errorf("%d errors after the correction: %+v", n, after.findings)
	}
}

// withCell is a workbook with a text of its sheets replaced, as a program does that
// keeps all else.
func withCell(t *testing.T, data []byte, old, new string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	hits := 0
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
			hits += bytes.Count(part, []byte(old))
			part = bytes.ReplaceAll(part, []byte(old), []byte(new))
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || hits == 0 {
		t.Fatalf("%d hits, %v", hits, err)
	}
	return out.Bytes()
}

// TestLostSupplement: one that cannot be read completely stays as it is; the new one
// goes beside it.
func TestLostSupplement(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "甲县.xlsx"), fund(t, "甲县", "120"))
	path := filepath.Join(dir, "补充材料_甲县.xlsx")
	put(t, path, []byte("not a workbook"))
	if code, out, msg := runAs("ask", filepath.Join(dir, "甲县.xlsx")); code != 0 {
		t.Fatalf("%d %s%s", code, out, msg)
	}
	if old, err := os.ReadFile(path); err != nil || string(old) != "not a workbook" {
		t.Errorf("the old one: %q, %v", old, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "补充材料_甲县（新）.xlsx")); err != nil {
		t.Error(err)
	}
}
