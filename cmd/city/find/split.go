package find

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"ziping/cmd/door"
	"ziping/cmd/writer"
)

// A File is a file of a unit.
type File struct {
	Name  string // slash path below the unit, through archives: 材料.zip/资金表.xlsx
	Path  string // on disk: of the file, or of the archive it is in
	Entry string // in the archive, "" outside of one
	Sort  Sort
	Fault error // why an archive was not opened
}

// A Unit is what belongs to one unit.
type Unit struct {
	Name  string // unique in the city, usable as a file name
	Label string // as its folder or file is called
	Path  string // on disk: its folder, its archive, or its first file
	Rel   string // slash path below the city's folder
	Loose bool   // files that lie at a level among those of others
	Fault error  // why its folder could not be looked into
	Files []File // in name order
}

// Options are what finding needs to know.
type Options struct {
	Out  string                                  // the folder of results, left out
	Omit func(path string, e fs.DirEntry) string // why a file is left out, "" for one that is not
	Ours func(path string) bool                  // reports an output of an earlier run
	Skip func(name string) bool                  // files that are read with others: 豁免.xlsx
}

// Units are the units below a folder in the order of their names, and the paths of
// files that lie among them and belong to none. A folder that is itself one unit
// makes one unit with the folder's path.
func Units(d *door.Door, dir string, o Options) (units []Unit, others []string) {
	s := &splitter{scanner: scanner{door: d, omit: o.Omit, out: o.Out, ours: o.Ours}, skip: o.Skip, top: dir}
	root := s.scan(dir)
	if root.fault != nil {
		return []Unit{{Name: writer.SafeName(root.name), Label: root.name, Path: dir, Rel: ".", Fault: root.fault}}, nil
	}
	s.below(root)
	s.unpaper()
	slices.Sort(s.others)
	slices.SortFunc(s.units, func(a, b Unit) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Rel, b.Rel)) })
	MakeUnique(s.units)
	return s.units, s.others
}

// A splitter takes units off the tree.
type splitter struct {
	scanner
	skip   func(name string) bool
	top    string
	units  []Unit
	others []string
}

// below takes the units of a level.
func (s *splitter) below(n *node) {
	var loose []*node
	for _, k := range n.kids {
		switch {
		case k.dir && k.results():
		case k.dir:
			s.folder(k)
		case s.skip(k.name):
		case k.sort == Workbook:
			if k.entry != "" || !mayBeOurs(k.name) || !s.ours(k.path) {
				loose = append(loose, k)
			}
		case k.sort != Other && !circular(k.name) && named(strings.TrimSuffix(k.name, filepath.Ext(k.name))):
			loose = append(loose, k)
		case k.sort == Word || k.sort == Scan || k.sort == Archive:
			if k.fault != nil {
				loose = append(loose, k)
				continue
			}
			s.others = append(s.others, s.rel(k))
		}
	}
	s.loose(n, loose)
}

// circular reports a paper of the city itself: a notice, a form to fill in.
func circular(name string) bool {
	return slices.ContainsFunc([]string{"通知", "方案", "办法", "模板", "样表", "提纲", "公告", "要求", "说明", "指南"}, func(w string) bool { return strings.Contains(name, w) })
}

// loose takes the files that lie at a level: those of one unit together.
func (s *splitter) loose(n *node, files []*node) {
	groups := map[string]int{}
	for _, f := range files {
		place := ""
		if !LikeAllotment(f.name) {
			place = parse(strings.TrimSuffix(f.name, filepath.Ext(f.name))).groupKey()
		}
		file := File{Name: f.name, Path: f.path, Entry: f.entry, Sort: f.sort, Fault: f.fault}
		if at, ok := groups[place]; ok && place != "" {
			u := &s.units[at]
			u.Files = append(u.Files, file)
			u.Label, u.Name = place, writer.SafeName(place)
			continue
		}
		label := strings.TrimSuffix(f.name, filepath.Ext(f.name))
		groups[place] = len(s.units)
		s.units = append(s.units, Unit{Name: writer.SafeName(label), Label: label, Path: f.path, Rel: s.rel(f), Loose: true, Files: []File{file}})
	}
}

// unpaper takes texts and scans that lie loose and are of a unit that is there
// anyway off the units.
func (s *splitter) unpaper() {
	all := slices.Clone(s.units)
	s.units = slices.DeleteFunc(s.units, func(u Unit) bool {
		if !u.Loose || u.holds(Workbook) {
			return false
		}
		for _, other := range all {
			if other.Rel != u.Rel && (!other.Loose || other.holds(Workbook)) && Likeness(u.Label, other.Label) >= placed {
				for _, f := range u.Files {
					s.others = append(s.others, path.Join(path.Dir(u.Rel), f.Name))
				}
				return true
			}
		}
		return false
	})
}

func (u Unit) holds(sort Sort) bool {
	return slices.ContainsFunc(u.Files, func(f File) bool { return f.Sort == sort })
}

// Workbooks are the files of the unit that may hold tables.
func (u Unit) Workbooks() []File {
	var out []File
	for _, f := range u.Files {
		if f.Sort == Workbook {
			out = append(out, f)
		}
	}
	return out
}

// groupKey is what loose files of one unit have in common: place and office.
func (n name) groupKey() string {
	if n.place == "" {
		return ""
	}
	for _, end := range officeEndings {
		if i := strings.Index(n.office, end); i >= 0 {
			office := n.office[:i+len(end)]
			if len([]rune(office)) <= 12 {
				return n.above + n.place + office
			}
		}
	}
	return n.above + n.place
}

// folder decides whether a folder is a unit, a level above units, or neither.
func (s *splitter) folder(n *node) {
	if n.fault != nil {
		s.add(n)
		return
	}
	if own := filepath.Join(n.path, SettingsName); n.entry == "" && !n.zip && exists(own) {
		s.door.Omit(own, "没有用：一次做多个单位时，用的是放在总文件夹里的设置")
	}
	books, kept := 0, 0
	n.each(func(f *node, _ string) {
		switch f.sort {
		case Workbook:
			books++
		case Word, Scan, Archive:
			kept++
		}
	})
	switch {
	case books > 0 && !s.foreign(n):
	case books == 0 && kept == 0 && !named(n.name):
		s.door.Omit(s.shown(n), "里没有 Excel 工作簿，没有当作单位")
	case s.level(n):
		s.below(n)
	case books == 0 && !named(n.name):
		s.door.Omit(s.shown(n), "里没有 Excel 工作簿，没有当作单位")
		s.others = append(s.others, s.rel(n))
	default:
		s.add(n)
	}
}

// level reports that a folder holds several units: folders named like units, or
// loose workbooks that are named after several.
func (s *splitter) level(n *node) bool {
	units, stray := 0, 0
	places := map[string]bool{}
	weak := strong(n.name)
	for _, k := range n.kids {
		switch {
		case k.dir && !k.results():
			if named(k.name) && (!weak || strong(k.name)) && !sameUnit(n.name, k.name) {
				units++
			} else if k.holds(Workbook) {
				stray++
			}
		case k.sort == Workbook && !LikeAllotment(k.name):
			if key := parse(strings.TrimSuffix(k.name, filepath.Ext(k.name))).groupKey(); key != "" {
				places[key] = true
			}
			stray++
		}
	}
	switch {
	case units > 1, units == 1 && stray == 0:
		return true
	case n.zip && len(n.kids) == 1 && n.kids[0].dir && s.level(n.kids[0]): // the one folder that an archive packs
		return true
	}
	return len(places) > 1 && !strong(n.name)
}

// sameUnit reports that a folder repeats the name of the one it lies in: 甲县/甲县科协.
func sameUnit(a, b string) bool { return Likeness(a, b) >= placed }

func (n *node) holds(sort Sort) bool {
	found := false
	n.each(func(f *node, _ string) { found = found || f.sort == sort })
	return found
}

// add takes a folder or an archive with all that is below it.
func (s *splitter) add(n *node) {
	u := Unit{Name: writer.SafeName(n.name), Label: n.name, Path: n.path, Rel: s.rel(n), Fault: n.fault}
	prefix := ""
	if n.zip {
		prefix = n.name + ".zip/"
	}
	n.each(func(f *node, rel string) {
		if f.sort != Other {
			u.Files = append(u.Files, File{Name: prefix + rel, Path: f.path, Entry: f.entry, Sort: f.sort, Fault: f.fault})
		}
	})
	s.units = append(s.units, u)
}

// rel is a node's slash path below the city's folder.
func (s *splitter) rel(n *node) string {
	path, err := filepath.Rel(s.top, n.path)
	if err != nil {
		path = n.name
	}
	if n.entry != "" {
		return filepath.ToSlash(path) + "/" + n.entry
	}
	return filepath.ToSlash(path)
}

// shown is a node's path as a message names it.
func (s *splitter) shown(n *node) string {
	if n.entry == "" {
		return n.path
	}
	return n.path + "/" + n.entry
}

// SettingsName is the name of a file of settings.
const SettingsName = "ziping.yaml"

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// MakeUnique gives units whose names are equal, or differ only in case, the name of
// the folder above them, or where that does not tell them apart, a number.
func MakeUnique(units []Unit) {
	seen := map[string]bool{}
	for i := range units {
		name := units[i].Name
		if seen[fold(name)] {
			if above := filepath.Base(filepath.Dir(filepath.FromSlash(units[i].Rel))); above != "." && above != string(filepath.Separator) && !seen[fold(above+"_"+name)] {
				units[i].Name = writer.SafeName(above + "_" + name)
			}
		}
		for n := 2; seen[fold(units[i].Name)]; n++ {
			units[i].Name = name + "(" + strconv.Itoa(n) + ")"
		}
		seen[fold(units[i].Name)] = true
	}
}

func fold(name string) string { return strings.ToLower(norm.NFC.String(name)) }
