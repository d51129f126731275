package door

// A Kind is what a file may be: the limits that are held before anything is
// parsed. A new sort of input is one more value.
type Kind struct {
	Max   int64 // bytes
	shape func([]byte) *Error
}

// The kinds of input. A unit's workbook of 50 MB has millions of cells, and a
// template of that size is full of pictures. The texts are written by hand: a
// rule set or profile of a quarter of a megabyte is not one. Data for the bare
// template engine and answers come from programs.
var (
	Workbook = Kind{Max: 50 << 20}
	Template = Kind{Max: 50 << 20}
	Picture  = Kind{Max: 50 << 20}
	Plain    = Kind{Max: 256 << 10}
	YAML     = Kind{Max: 256 << 10, shape: yamlShape}
	JSON     = Kind{Max: 16 << 20, shape: jsonShape}
)
