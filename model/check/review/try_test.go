package review_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/text"
)

func TestTry(t *testing.T) {
	dir := os.Getenv("TRY")
	if dir == "" {
		t.Skip()
	}
	files, _ := filepath.Glob(dir + "/*.txt")
	for _, f := range files {
		b, _ := os.ReadFile(f)
		fs, _ := rules.Review(&check.Review{Report: text.Read(text.ParsePlain(f, string(b)))}, nil)
		fmt.Println("==", filepath.Base(f), len([]rune(string(b))))
		for _, x := range fs {
			w := ""
			if x.Where != nil {
				w = x.Where.Place
			}
			fmt.Println("  ", x.Severity, x.Rule, w, x.Message)
		}
	}
}
