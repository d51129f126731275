package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// headedLog is a workbook like bigLog with a title, a header and a 合计 row, so
// that it reads into a model.
var headedLog = sync.OnceValue(func() []byte { return headedBook(100000) })

func headedBook(rows int) []byte {
	zr, err := zip.NewReader(bytes.NewReader(logBook(rows)), int64(len(logBook(rows))))
	if err != nil {
		panic(err)
	}
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			panic(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			panic(err)
		}
		if strings.Contains(f.Name, "worksheets/") {
			raw = headed(raw, rows)
		}
		w, err := zw.Create(f.Name)
		if err != nil {
			panic(err)
		}
		if _, err := w.Write(raw); err != nil {
			panic(err)
		}
	}
	if err := zw.Close(); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

// headed puts a header in place of the first row.
func headed(sheet []byte, rows int) []byte {
	from := bytes.Index(sheet, []byte(`<row r="1"`))
	to := bytes.Index(sheet, []byte(`<row r="2"`))
	var b bytes.Buffer
	b.Write(sheet[:from])
	b.WriteString(`<row r="1">`)
	for i, word := range []string{"序号", "活动名称", "活动时间", "活动类别", "场次", "参与人次", "经费（元）", "活动地点", "发放资料（份）", "其中：青少年", "主办单位", "备注"} {
		fmt.Fprintf(&b, `<c r="%c1" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, word)
	}
	b.WriteString(`</row>`)
	b.Write(sheet[to:])
	return b.Bytes()
}

// BenchmarkRead reads a log of 100,000 rows and 12 columns into the model,
// beside the time that inflating its parts takes.
func BenchmarkRead(b *testing.B) {
	data := headedLog()
	for _, c := range []struct {
		name string
		read func() error
	}{
		{"inflate", func() error { return inflate(data) }},
		{"model", func() error {
			p, err := Read([]Input{{Name: "台账.xlsx", Data: data}}, ReadOptions{})
			if err == nil && len(p.Logs[0].Rows) != 99999 {
				err = fmt.Errorf("%d activities", len(p.Logs[0].Rows))
			}
			runtime.KeepAlive(p)
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var peak uint64
			for b.Loop() {
				runtime.GC()
				stop := watch(&peak)
				if err := c.read(); err != nil {
					b.Fatal(err)
				}
				stop()
			}
			b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
		})
	}
}

// BenchmarkReadSmall reads the sample workbook of a unit with five sheets.
func BenchmarkReadSmall(b *testing.B) {
	name := "张掖市科协2022年度科普经费绩效自评.xlsx"
	data, err := os.ReadFile(filepath.Join("../testdata/samples/zhangye-2022", name))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Read([]Input{{Name: name, Data: data}}, ReadOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
