package wml

import (
	"strings"
)

// A Field is a field of a part (ECMA-376 part 1, 17.16): its code and where its result lies.
type Field struct {
	Code     string // as written, put together over its runs; without the fields inside it
	Node     int32  // the w:fldChar that begins it, or the w:fldSimple
	From, To int32  // the bytes of its result
	Nested   bool   // another field stands before its first word
	Simple   bool   // a w:fldSimple
}

// Name returns the first word of the code in capitals.
func (f *Field) Name() string {
	words := strings.Fields(f.Code)
	if len(words) == 0 {
		return ""
	}
	word := words[0]
	if i := strings.IndexAny(word, `"\`); i > 0 { // DDE"x"
		word = word[:i]
	}
	return strings.ToUpper(word)
}

// Fields lists the fields of the part in the order of their ends. One that does not end is listed too.
func (t *Tree) Fields() []Field {
	var out []Field
	type open struct {
		Field
		result bool
	}
	var stack []open
	for i := range t.Nodes {
		j := int32(i)
		n := &t.Nodes[i]
		switch n.Kind {
		case FldSimple:
			out = append(out, Field{Code: t.Attr(j, "instr"), Node: j, From: n.Open, To: n.Close, Simple: true})
		case InstrText:
			if k := len(stack) - 1; k >= 0 && !stack[k].result && len(stack[k].Code) < maxCode {
				stack[k].Code += DecodeText(t.Content(j))
			} else if k < 0 {
				out = append(out, Field{Code: DecodeText(t.Content(j)), Node: j, From: n.End, To: n.End})
			}
		case FldChar:
			switch t.Attr(j, "fldCharType") {
			case "begin":
				if k := len(stack) - 1; k >= 0 && !stack[k].result && strings.TrimSpace(stack[k].Code) == "" {
					stack[k].Nested = true
				}
				if len(stack) < MaxDepth {
					stack = append(stack, open{Field: Field{Node: j}})
				}
			case "separate":
				if k := len(stack) - 1; k >= 0 {
					stack[k].result, stack[k].From = true, n.End
				}
			case "end":
				if k := len(stack) - 1; k >= 0 {
					f := stack[k].Field
					if f.To = n.Start; !stack[k].result {
						f.From = n.Start
					}
					out, stack = append(out, f), stack[:k]
				}
			}
		}
	}
	for k := range stack {
		f := stack[k].Field
		if !stack[k].result {
			f.From = t.Nodes[f.Node].End
		}
		f.To = f.From
		out = append(out, f)
	}
	return out
}

// maxCode bounds the code of a field that is looked at: its first words decide.
const maxCode = 4096
