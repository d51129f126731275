package ooxml

import (
	"strconv"

	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/ooxml/token"
)

// titleRows is the row part of a print title: 表!$A:$B,表!$1:$3.
var titleRows = pattern.New(`!\$(\d{1,7}):\$(\d{1,7})$|!\$(\d{1,7}):\$(\d{1,7}),`)

// readNames keeps the print titles of the defined names (ECMA-376 part 1,
// 18.2.5): rows repeated on every page are header rows.
func (w *workbook) readNames(x *part) error {
	for {
		ok, err := x.child()
		if err != nil || !ok {
			return err
		}
		if !x.is("definedName") {
			return x.fail("名称表里有不认识的标签 " + printable(string(x.Local)))
		}
		name, _ := x.attr("name")
		at, err := x.number("localSheetId", -1, maxSheets)
		if err != nil {
			return err
		}
		text, err := x.content(nil)
		if err != nil {
			return err
		}
		if r, ok := printTitle(string(text)); ok && name == "_xlnm.Print_Titles" && at >= 0 {
			w.titles[at] = r
		}
	}
}

func printTitle(text string) (grid.Range, bool) {
	m := titleRows.FindStringSubmatch(text)
	if m == nil {
		return grid.Range{}, false
	}
	top, _ := strconv.Atoi(m[1] + m[3])
	bottom, _ := strconv.Atoi(m[2] + m[4])
	if top < 1 || bottom < top || bottom > fill.Rows {
		return grid.Range{}, false
	}
	return grid.Range{Top: top, Left: 1, Bottom: bottom, Right: fill.Columns}, true
}

// links lists the relationship ids of the external workbooks, in the order
// that formulas number them: [1], [2], ….
func (p *part) links() ([]string, error) {
	var ids []string
	for {
		ok, err := p.child()
		if err != nil || !ok {
			return ids, err
		}
		id, _ := p.attrIn(token.DocRel, "id")
		if ids = append(ids, id); len(ids) > maxRels {
			return nil, fill.Over("外部链接过多")
		}
		if err := p.skip(); err != nil {
			return nil, err
		}
	}
}

// readLinks finds what the external references point at. The targets are
// named to the user and never opened.
func (w *workbook) readLinks(ids []string, rels []rel) error {
	for _, id := range ids {
		to := ""
		if link, ok := byID(rels, id); ok && !link.external {
			inner, err := w.pack.rels(link.target)
			if err != nil {
				return err
			}
			for _, r := range inner {
				if r.external {
					to = r.target
				}
			}
		}
		w.external = append(w.external, to)
	}
	return nil
}
