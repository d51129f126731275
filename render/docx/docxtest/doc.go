// Package docxtest is for tests of templates: documents written as text, shown as text, and held to the rules that Word
// has beyond its schema.
//
//	tpl := docxtest.New(t, `p"{{单位}}" tbl[tr[tc"甲" tc"乙"]]`)
//	docxtest.Show(t, out, "word/document.xml") // p["科协"] tbl[tr[tc[p["甲"]] tc[p["乙"]]]]
//	bad := docxtest.SelfCheck(out)
package docxtest
