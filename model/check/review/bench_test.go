package review_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/text"
)

// BenchmarkReview reviews a report of 60 pages, 40,000 characters.
func BenchmarkReview(b *testing.B) {
	files, _ := filepath.Glob("testdata/texts/*-sound.txt")
	var all strings.Builder
	for all.Len() < 3*40_000 {
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			all.Write(data)
		}
	}
	d := text.ParsePlain("长报告.txt", all.String())
	for b.Loop() {
		rules.Review(&check.Review{Report: text.Read(d)}, nil)
	}
}
