// Package read gives the text of a .docx as a reader sees it, paragraph by paragraph and table by table, each with its
// place in words.
//
//	d, err := read.Text(data)
//	for _, p := range d.Body().Paragraphs {
//		fmt.Println(p.Place, p.Text) // 正文第12段（“二、项目资金情况”下） …
//	}
package read
