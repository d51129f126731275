package cmd

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"ziping/cmd/city"
	"ziping/cmd/city/find"
	"ziping/cmd/door"
	"ziping/model"
	"ziping/xlsx"
	"ziping/xlsx/grid"
)

// allotments takes the units that hold nothing but a 资金分配表 out of the others.
// Only those are looked into that may be one: a folder or file that is not named like
// a unit, or is named like such a table.
func (b *batch) allotments(ctx context.Context, paths []unitPath) (units []unitPath, tables []city.Table, err error) {
	found := make([][]city.Table, len(paths))
	if _, err := b.each(ctx, len(paths), func(i int) {
		if mayAllot(paths[i]) {
			found[i] = b.allotting(paths[i])
		}
	}); err != nil {
		return nil, nil, &cancelError{"已取消，还没有写结果"}
	}
	for i, u := range paths {
		if len(found[i]) > 0 {
			tables = append(tables, found[i]...)
			continue
		}
		units = append(units, u)
	}
	if len(units) == 0 {
		return nil, nil, fail(exitFailure, "请把每个单位的工作簿放进一个以单位命名的子文件夹", "除了资金分配表，没有找到任何单位的工作簿")
	}
	return units, tables, nil
}

// mayAllot reports that a unit may be a 资金分配表.
func mayAllot(u unitPath) bool {
	label := u.found.Label
	if u.found.Name == "" {
		label = baseName(u.path)
	}
	if find.LikeAllotment(label) || !find.Named(label) && (u.found.Loose || len(u.found.Files) < 3) {
		return true
	}
	return !find.HasPlace(label) && slices.ContainsFunc(u.found.Files, func(f find.File) bool { return find.LikeAllotment(f.Name) })
}

// allotting are the tables of a unit that holds nothing else.
func (b *batch) allotting(u unitPath) []city.Table {
	p := b.evaluate(u).project
	if p == nil || len(p.Allotments) == 0 || p.Main() != nil || len(p.Logs)+len(p.Forms) > 0 {
		return nil
	}
	scope := path.Dir(filepath.ToSlash(u.found.Rel))
	if u.found.Name == "" {
		scope = "."
	}
	var out []city.Table
	for _, t := range p.Allotments {
		name := u.name
		sheet, title := "", ""
		if t.Table != nil {
			name, sheet, title = t.Table.Pos.File(), t.Table.Pos.SheetName(), t.Table.Title
		}
		out = append(out, city.Table{Scope: scope, File: name, Series: city.Series(title, sheet, name), Table: t})
	}
	return out
}

// expected reads the names of who must hand in: a text with one a line, or the
// column of a workbook that is headed like names of units, else its first.
func expected(d *door.Door, path string, opt pipelineOptions) ([]string, error) {
	if path == "" {
		return nil, nil
	}
	if !isWorkbook(filepath.Base(path)) {
		data, err := readFile(d, path, door.Plain)
		if err != nil {
			return nil, err
		}
		var names []string
		if !utf8.Valid(data) {
			if decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data); err == nil {
				data = decoded
			}
		}
		for line := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				names = append(names, line)
			}
		}
		return names, noNames(path, names)
	}
	in := readInput(d, path, filepath.Base(path))
	if in.Fault != nil {
		return nil, in.Fault
	}
	book, err := xlsx.Open(in.Name, in.Data, opt.read.Options)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, s := range book.Sheets {
		names = append(names, namesIn(s)...)
	}
	return names, noNames(path, names)
}

func noNames(path string, names []string) error {
	if len(names) > 0 {
		return nil
	}
	return fail(exitUsage, "每行写一个单位名称，或给一张有“单位名称”一列的工作簿", "名单“%s”里没有单位名称", path)
}

// nameHeads are what stands over the names of units.
var nameHeads = []string{"单位名称", "单位", "部门", "县区", "县市区", "名称"}

// namesIn are the names in a sheet: below a head of nameHeads, else in the first
// column that holds any.
func namesIn(s *grid.Sheet) []string {
	head, col := 0, -1
	for _, r := range s.Rows {
		for i := range r.Cells {
			if c := &r.Cells[i]; col < 0 && slices.ContainsFunc(nameHeads, func(h string) bool { return model.Key(c.Text) == h || strings.HasSuffix(model.Key(c.Text), "单位") }) {
				head, col = int(r.Num), int(c.Col)
			}
		}
	}
	var names []string
	for _, r := range s.Rows {
		for i := range r.Cells {
			c := &r.Cells[i]
			text := strings.TrimSpace(c.Text)
			if int(r.Num) <= head || c.Kind != grid.String || text == "" || col >= 0 && int(c.Col) != col || strings.Contains(text, "合计") {
				continue
			}
			if col < 0 {
				col = int(c.Col)
			}
			names = append(names, text)
		}
	}
	return names
}
