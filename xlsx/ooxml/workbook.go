package ooxml

import (
	"fmt"
	"path"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/ooxml/token"
)

// A workbook is an opened package: its sheets found, its shared strings and
// number formats read.
type workbook struct {
	pack     *pack
	texts    *fill.Texts
	part     string
	sheets   []sheetRef
	strings  []string
	strikes  map[int]fill.Strike // of those with struck-out runs
	styles   []style             // nil when the file has no styles part
	date1904 bool
	recalc   bool // the writer asks for a calculation on opening
	macros   bool
	external []string
	notes    []grid.Note
	titles   map[int]grid.Range // print titles by position in the sheet list
	formulas int                // bytes of formula text so far
}

// A sheetRef is one entry of the sheet list.
type sheetRef struct {
	name  string
	id    string // relationship id
	state grid.Visibility
	part  string // "" when there are no cells to read
}

const maxSheets = fill.Parts

func openWorkbook(p *pack, texts *fill.Texts) (*workbook, error) {
	w := &workbook{pack: p, texts: texts, titles: map[int]grid.Range{}}
	if err := w.locate(); err != nil {
		return nil, err
	}
	rels, err := p.rels(w.part)
	if err != nil {
		return nil, err
	}
	if err := w.readMain(rels); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, r := range rels {
		if seen[r.kind] && (r.kind == "sharedStrings" || r.kind == "styles") {
			return nil, damaged(w.part, "有两份文字表或样式表，分不清哪个算数", nil)
		}
		seen[r.kind] = true
		switch r.kind {
		case "sharedStrings":
			err = w.sharedStrings(r.target)
		case "styles":
			w.styles, err = p.styles(r.target)
		case "vbaProject":
			w.macros = true
		}
		if err != nil {
			return nil, err
		}
	}
	return w, w.resolve(rels)
}

// locate finds the workbook part through the package's relationships.
func (w *workbook) locate() error {
	rels, err := w.pack.rels("")
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.kind != "officeDocument" || r.external {
			continue
		}
		if w.part != "" {
			return damaged("_rels/.rels", "指向两个工作簿", nil)
		}
		w.part = r.target
	}
	switch {
	case w.part == "":
		return damaged("_rels/.rels", "找不到工作簿部件", nil)
	case strings.EqualFold(path.Ext(w.part), ".bin"):
		return &grid.Fault{Rule: "import/unreadable", Part: w.part, Offset: -1, Cause: "这是二进制工作簿 .xlsb，不能直接读", Cure: "请用 Excel 打开后另存为 .xlsx"}
	}
	return nil
}

// readMain reads workbook.xml.
func (w *workbook) readMain(rels []rel) error {
	x, err := w.pack.part(w.part)
	if err != nil {
		return err
	}
	if err := x.root(token.Main, "workbook"); err != nil {
		return err
	}
	var links []string
	listed := false
	seen := map[string]bool{}
	for {
		ok, err := x.child()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if x.Space == token.Main {
			if seen[string(x.Local)] && !x.is("fileRecoveryPr") && !x.is("sheets") {
				return x.twice()
			}
			seen[string(x.Local)] = true
		}
		switch {
		case x.is("workbookPr"):
			if w.date1904, err = x.flag("date1904"); err == nil {
				err = x.skip()
			}
		case x.is("calcPr"):
			if w.recalc, err = x.flag("fullCalcOnLoad"); err == nil {
				err = x.skip()
			}
		case x.is("sheets"):
			if listed {
				return x.fail("有两份工作表清单")
			}
			listed = true
			err = w.readSheets(x)
		case x.is("externalReferences"):
			links, err = x.links()
		case x.is("definedNames"):
			err = w.readNames(x)
		case x.Space == token.Main && !workbookElements[string(x.Local)]:
			return x.fail("有不认识的标签 " + printable(string(x.Local)))
		default:
			err = x.skip()
		}
		if err != nil {
			return err
		}
	}
	if err := x.finish(); err != nil {
		return err
	}
	if !listed {
		return damaged(w.part, "没有工作表清单", nil)
	}
	return w.readLinks(links, rels)
}

// workbookElements are the children of CT_Workbook (ECMA-376 part 1, 18.2.27).
var workbookElements = set("fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames " +
	"calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

func (w *workbook) readSheets(x *part) error {
	ids, names := map[string]bool{}, map[string]bool{}
	for {
		ok, err := x.child()
		if err != nil || !ok {
			return err
		}
		if !x.is("sheet") {
			return x.fail("工作表清单里有不认识的标签 " + printable(string(x.Local)))
		}
		if len(w.sheets) == maxSheets {
			return fill.Over(fmt.Sprintf("工作表超过 %d 张", maxSheets))
		}
		s := sheetRef{}
		name, named := x.attr("name")
		s.name = string(unescape([]byte(name)))
		s.id, _ = x.attrIn(token.DocRel, "id")
		state, _ := x.attr("state")
		switch state {
		case "", "visible":
		case "hidden":
			s.state = grid.Hidden
		case "veryHidden":
			s.state = grid.VeryHidden
		default:
			return x.fail("工作表的 state 写坏了")
		}
		if !named || names[s.name] || s.id != "" && ids[s.id] {
			return x.fail("工作表清单里有没名字的或重复的工作表")
		}
		ids[s.id], names[s.name] = true, true
		w.sheets = append(w.sheets, s)
		if err := x.skip(); err != nil {
			return err
		}
	}
}

// resolve finds the part of every sheet. Sheets that are no worksheets are
// noted; a sheet whose part is lost is damage, unless the list itself points
// nowhere and no worksheet is left over that it might have meant.
func (w *workbook) resolve(rels []rel) error {
	used := map[string]bool{}
	dangling := ""
	for i := range w.sheets {
		s := &w.sheets[i]
		if s.id == "" {
			dangling = s.name
			w.note(s.name, "这张工作表在文件里没有内容，已跳过")
			continue
		}
		used[s.id] = true
		r, ok := byID(rels, s.id)
		if !ok || r.external {
			return &grid.Fault{Rule: "import/damaged", Sheet: s.name, Part: w.part, Offset: -1, Cause: "找不到这张工作表的内容", Cure: fill.Resave}
		}
		if what, other := otherSheets[r.kind]; other {
			w.note(s.name, what+"，没有单元格，已跳过")
			continue
		}
		if r.kind != "worksheet" || w.pack.find(r.target) == nil {
			return &grid.Fault{Rule: "import/damaged", Sheet: s.name, Part: r.target, Offset: -1, Cause: "找不到这张工作表的内容", Cure: fill.Resave}
		}
		s.part = r.target
	}
	if dangling == "" {
		return nil
	}
	for _, r := range rels {
		if r.kind == "worksheet" && !used[r.id] && w.pack.find(r.target) != nil {
			return &grid.Fault{Rule: "import/damaged", Sheet: dangling, Part: w.part, Offset: -1, Cause: "工作表和内容对不上号", Cure: fill.Resave}
		}
	}
	return nil
}

// otherSheets names the relationship types of sheets without cells to read.
// The cells of a macro sheet are a program of Excel 4.0.
var otherSheets = map[string]string{
	"chartsheet":       "这是图表工作表",
	"dialogsheet":      "这是对话框工作表",
	"xlMacrosheet":     "这是宏工作表",
	"xlIntlMacrosheet": "这是宏工作表",
}

func (w *workbook) note(sheet, message string) {
	w.notes = append(w.notes, grid.Note{Rule: "import/ignored", Sheet: sheet, Message: message})
}
