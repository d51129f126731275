package docx

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"testing"
	"ziping/render/docx/docxtest"
)

// benchData is the data of the benchmark report with n rows: the first 20 as given, the rest like them.
func benchData(t testing.TB, n int) map[string]any {
	t.Helper()
	data := maps.Clone(readJSON(t, "testdata/bench/data20.json").(map[string]any))
	rows := make([]any, n)
	for i := range rows {
		row := map[string]any{"分值": fmt.Sprint(i % 7), "得分": fmt.Sprint(i % 7), "偏差原因": "无偏差 & 按期完成"}
		for _, k := range []string{"一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"} {
			row[k] = fmt.Sprintf("%s%d", k, i)
		}
		rows[i] = row
	}
	data["指标表"] = rows
	return data
}

func benchmarkCompiled(b *testing.B, template []byte, rows int) {
	tpl, err := Compile(template)
	if err != nil {
		b.Fatal(err)
	}
	data := benchData(b, rows)
	b.ReportAllocs()
	for b.Loop() {
		if err := tpl.Fill(io.Discard, data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFill20(b *testing.B) {
	benchmarkCompiled(b, readFile(b, "testdata/bench/template.docx"), 20)
}

func BenchmarkFill2000(b *testing.B) {
	benchmarkCompiled(b, readFile(b, "testdata/bench/template.docx"), 2000)
}

// BenchmarkBytes20 begins with the template's bytes each time.
func BenchmarkBytes20(b *testing.B) { benchmarkBytes(b, 20) }

func BenchmarkBytes2000(b *testing.B) { benchmarkBytes(b, 2000) }

func benchmarkBytes(b *testing.B, rows int) {
	template := readFile(b, "testdata/bench/template.docx")
	data := benchData(b, rows)
	b.ReportAllocs()
	for b.Loop() {
		tpl, err := Compile(template)
		if err != nil {
			b.Fatal(err)
		}
		if err := tpl.Fill(io.Discard, data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	template := readFile(b, "testdata/bench/template.docx")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compile(template); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFill20Picture has a 2 MB picture in the template: its packed bytes are copied, so that it costs next to nothing.
func BenchmarkFill20Picture(b *testing.B) {
	noise := make([]byte, 2<<20)
	if _, err := rand.Read(noise); err != nil {
		b.Fatal(err)
	}
	all := docxtest.Unzip(b, readFile(b, "testdata/bench/template.docx"))
	var fs docxtest.Files
	for _, f := range mustZip(b, readFile(b, "testdata/bench/template.docx")).File {
		fs = append(fs, docxtest.File{f.Name, all[f.Name]})
	}
	benchmarkCompiled(b, docxtest.Zip(b, append(fs, docxtest.File{"word/media/photo.png", string(noise)})), 20)
}

// BenchmarkParallel fills one template from all processors.
func BenchmarkParallel20(b *testing.B) {
	tpl, err := Compile(readFile(b, "testdata/bench/template.docx"))
	if err != nil {
		b.Fatal(err)
	}
	data := benchData(b, 20)
	b.RunParallel(func(pb *testing.PB) {
		var out bytes.Buffer
		for pb.Next() {
			out.Reset()
			if err := tpl.Fill(&out, data); err != nil {
				b.Error(err)
				return
			}
		}
	})
}
