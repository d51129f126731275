// Package docx fills Word templates: it reads a .docx as an OPC package, compiles the tags in it, and writes filled
// copies in which every part it did not touch is byte for byte the template's.
//
//	tpl, err := docx.Compile(template)
//	err = tpl.Fill(w, map[string]any{"项目名称": "科普经费", "活动": []any{…}})
//
// [Compile] once and [Template.Fill] often, from any number of goroutines; [Fill] does both for a template used once.
// [Lint] finds what is likely a mistake, [Annotate] writes it into a copy as Word comments, [Template.Tags] lists what a
// template asks for, [Text] reads a document's text, and package docxtest holds a document to the rules Word has
// beyond its schema. Data are strings, numbers, bools, times, lists and maps, as encoding/json makes them; [Marked], [Spans],
// [Picture] and [Chart] are values with more to them.
//
// It knows nothing of budgets and refuses what a template need not have: macros, DOCTYPE, code. A template holds names,
// formats, loops and conditions; values are data and never looked at for tags.
//
// # Language
//
//	{{项目名称}} {{资金.实际支出｜万元}}     a value, with a format
//	{{#活动}} … {{/活动}}                 repeat; {{循环 活动}} … {{结束循环}} is the same, {{/}} closes the innermost
//	{{^问题}} … {{/问题}}                 when there is none
//	{{如果 资金.执行率 < 100%}} … {{否则}} … {{结束}}
//	{{序号}} {{一是}} {{.}} {{上级.名称}}    in a loop: its number, 一是 二是 …, the item itself, a name from outside
//	{{一级指标｜合并}}                     merge equal neighbours of a column downwards
//	{{活动.名称｜顿号}} {{活动.名称｜连接 ；}}   a list in one line; {{活动｜个数}} counts, {{活动.经费｜合计｜万元}} adds up
//	{{如果 非 末项}}、{{结束}}              in a loop: 首项, 末项; what conditions leave out is not counted
//	{{循环列 年份}}{{年}}{{结束循环}}        in one cell of each row of a table: repeat the column
//	{{问题｜去序号}}                       without the number typed before the text
//	{{图片 照片}} {{图表 名称}} {{!备注}}   a picture, a chart, a remark that is taken out
//
// Text on both sides of a section that begins or ends inside a paragraph is joined. A numbered list in a repeated block
// starts anew. A name that nothing in the data knows is an error, of sections and conditions too.
//
// Tags work in the body, tables, headers, footers, notes, comments, text boxes, content controls, the texts of charts and
// SmartArt, and document properties; in formulas, WordArt, alternative texts and the addresses of hyperlinks only values do.
// What stands in a table of contents is none: Word makes it anew.
//
// Names are compared after NFKC, without blanks and characters of no width; full-width braces do. Where the two tags
// of a section stand decides what is repeated: in one paragraph the text between; in two paragraphs of one place
// the paragraphs between, with text outside the tags left where it is; in different cells of a row the row; in
// different rows the rows. A paragraph or row with nothing but tags of sections vanishes, and so does a
// paragraph that is nothing but sections when they leave it empty.
//
// # How it works
//
// Five stages, each a package below this one, each using only those before it:
//
//	wml    elements and texts of a part, as byte ranges     (problem: the words for faults)
//	opc    the package: entries, content types, relationships   (read: a document's text, places in words)
//	lang   tags, conditions, formats, names, values
//	plan   pairing, layout, the program of each part, lint
//	fill   the program run over data, the package written
//
// A part is scanned once; the text of each paragraph is put together over its runs and the tags found in it; sections
// are paired and laid out by the nearest common ancestor of their tags; everything then becomes replacements of byte
// ranges, and these a program whose execution is concatenation. A compiled template is immutable and shared by
// goroutines.
//
// Faults are Problems with a stable id, a Chinese sentence and a place in words, all of them at once.
package docx
