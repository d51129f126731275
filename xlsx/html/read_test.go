package html

import (
	"testing"

	"ziping/xlsx/grid/gridtest"
)

func TestCases(t *testing.T) { gridtest.Cases(t, "testdata/cases.txtar", Read) }
