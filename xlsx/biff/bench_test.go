package biff

import (
	"os"
	"testing"
)

// BenchmarkFile reads the cells of the .xls that ZIPING_BENCH_XLS names: what
// reading it into a model is measured against.
func BenchmarkFile(b *testing.B) {
	name := os.Getenv("ZIPING_BENCH_XLS")
	if name == "" {
		b.Skip("ZIPING_BENCH_XLS names no file")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		book, err := Read(data, "")
		if err != nil {
			b.Fatal(err)
		}
		if len(book.Sheets) == 0 || len(book.Sheets[0].Rows) == 0 {
			b.Fatal("no cells")
		}
	}
}
