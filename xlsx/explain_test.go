package xlsx

import (
	"os"
	"testing"
)

// TestExplain prints what is recognised in the folder ZIPING_EXPLAIN.
func TestExplain(t *testing.T) {
	dir := os.Getenv("ZIPING_EXPLAIN")
	if dir == "" {
		t.Skip("set ZIPING_EXPLAIN to a folder of workbooks to see what is recognised")
	}
	p, err := Read(folderInputs(t, dir), ReadOptions{})
	t.Log("\n" + explain(p, err))
}
