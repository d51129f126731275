package cmd

import "testing"

// TestCellsSchema holds inspect --json --cells to the JSON Schema, and that every file
// tells the uses of its cells.
func TestCellsSchema(t *testing.T) {
	_, unit := runJSON(t, unitSchema(t), "inspect", "../testdata/samples/zhangye-2022", "--json", "--cells")
	for _, f := range unit["files"].([]any) {
		if uses, _ := f.(map[string]any)["uses"].([]any); len(uses) < 50 {
			t.Errorf("%d uses", len(uses))
		}
	}
}
