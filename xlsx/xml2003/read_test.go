package xml2003

import (
	"testing"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
)

func read(_ string, data []byte) (*grid.Book, error) { return Read(data) }

func TestCases(t *testing.T) { gridtest.Cases(t, "testdata/cases.txtar", read) }
