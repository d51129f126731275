package grid

import "strings"

// A Fault says why a workbook, or one place in it, was refused. Cause and
// Cure are Chinese sentences without a closing full stop; the other fields are
// empty (Offset -1) where the reader knows nothing.
type Fault struct {
	Rule   string // id of the import rule, "import/damaged"
	File   string // base name, filled in by xlsx.Open
	Sheet  string // sheet name
	Cell   string // A1 reference
	Part   string // name of the package part or stream
	Offset int64  // byte offset in the part, after decoding; -1 when unknown
	Cause  string // what is wrong
	Cure   string // what to do about it
	Err    error  // what a library said, for the log
}

// Error is one line: 〔file〕sheet!cell：cause（part，第 n 字节）。cure.
func (f *Fault) Error() string {
	var b strings.Builder
	if f.File != "" {
		b.WriteString("〔" + f.File + "〕")
	}
	b.WriteString(f.Sheet)
	if f.Cell != "" {
		if f.Sheet != "" {
			b.WriteByte('!')
		}
		b.WriteString(f.Cell)
	}
	if f.Sheet != "" || f.Cell != "" {
		b.WriteString("：")
	}
	b.WriteString(f.Cause)
	if f.Part != "" {
		b.WriteString("（部件 " + f.Part)
		if f.Offset > 0 {
			b.WriteString("，第 " + itoa(f.Offset) + " 字节附近")
		}
		b.WriteString("）")
	}
	b.WriteString("。")
	if f.Cure != "" {
		b.WriteString(f.Cure + "。")
	}
	return b.String()
}

// Unwrap gives what a library said.
func (f *Fault) Unwrap() error { return f.Err }

func itoa(n int64) string {
	var b [20]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(b[i:])
		}
	}
}
