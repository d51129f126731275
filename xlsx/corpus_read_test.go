package xlsx

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestReadCorpus reads every workbook of the open corpus into the model: no
// panic, no hang, whatever the file holds.
func TestReadCorpus(t *testing.T) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus of foreign workbooks is not on this machine: ", err)
	}
	if testing.Short() {
		t.Skip("a thousand files")
	}
	const corpusShare = 4 // one file in so many; all with ZIPING_CLIENTS=1
	seen, n, slow := 0, 0, time.Duration(0)
	err := filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if seen++; seen%corpusShare != 0 && os.Getenv("ZIPING_CLIENTS") != "1" {
			return nil // Open is held to every file by TestCases
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		start := time.Now()
		func() {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("%s: panic: %v", path, r)
				}
			}()
			Read([]Input{{Name: filepath.Base(path), Data: data}}, ReadOptions{})
		}()
		if took := time.Since(start); took > slow {
			slow = took
			t.Logf("%v %s", took.Round(time.Millisecond), path)
		}
		n++
		return nil
	})
	if err != nil || n == 0 {
		t.Fatalf("%d files, %v", n, err)
	}
	if slow > time.Minute {
		t.Errorf("the slowest file took %v", slow)
	}
}
