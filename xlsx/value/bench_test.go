package value

import (
	"testing"

	"ziping/xlsx/grid"
)

func BenchmarkAmount(b *testing.B) {
	for name, c := range map[string]*grid.Cell{
		"number":  num("12600", ""),
		"binary":  num("12.600000000000001", "#,##0.00"),
		"text":    str("3,724,055.00"),
		"chinese": str("人民币叁拾陆万元整"),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Amount(c, TenThous)
			}
		})
	}
}

func BenchmarkDates(b *testing.B) {
	for name, c := range map[string]*grid.Cell{"cell": date("2022-07-08", "yyyy-mm-dd"), "day": str("2022年5月13日"), "span": str("2022年5月20日-9月30日")} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Dates(c, 2022)
			}
		})
	}
}

func BenchmarkMeasure(b *testing.B) {
	for name, c := range map[string]*grid.Cell{"figure": str("≥300场次"), "words": str("部分达成预期指标并具有一定效果")} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Measure(c, "", "")
			}
		})
	}
}
