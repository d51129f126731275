// Package wml finds the elements of a WordprocessingML part and the text of its paragraphs, without building a
// document of them: a [Tree] is byte ranges into the part, so that what nobody touches stays as it is.
//
//	t, err := wml.Scan("word/document.xml", xml)
//	for i := range t.Nodes {
//		if t.Nodes[i].Kind == wml.P {
//			fmt.Println(t.Paragraph(int32(i)).Text) // put together over its runs
//		}
//	}
//
// [Scan] refuses what is not well-formed, has a DOCTYPE or nests too deep. A [Kind] is named as the element is in
// ECMA-376 part 1: P, R, T, Tbl, Tr, Tc, SectPr. A new element the engine must know is one more kind in kind.go.
package wml
