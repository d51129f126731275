package layout

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// A line is a row of figures on its way into the model: what settle has to
// know to tell sums from what they sum.
type line struct {
	*bodyRow
	kind   model.RowKind
	level  int    // of an aggregate: 小计 1, 合计 2, 总计 3; else depth of the numbering
	group  string // key of the category or heading the row belongs to
	label  string // key of the row's own words
	dated  bool   // a row without a name that has a date or a place
	covers []int  // indexes of lines
	inner  bool   // the group is a row above, which may be part of another one
	drop   bool   // a heading after all
	bad    bool   // neither data nor a sum, and nothing says which
	summed bool   // a formula of the row sums a range
}

// A ledgerSheet is the lines of one table with the figures that are summed.
type sums struct {
	lines   []*line
	columns int
	value   func(line, column int) (decimal.Decimal, bool)
	says    func(line int, key string) bool // some cell of the row says just that
	groups  map[string][]int                // group → its rows of data; filled by subtotals
}

// Above these numbers a table is a dump, and rows are settled by words and
// place only: comparing sums would take the square of its length.
const (
	manyBare   = 64
	manyTotals = 64
	manySaying = 4096
)

// settle decides which rows sum which. It reads the words first and the
// figures only where the words do not tell; an explanation is left on the row.
func (s *sums) settle() {
	s.hierarchy()
	s.indented()
	s.numberedOverPlain()
	s.categories()
	s.bareRows()
	s.ofWhich()
	s.totals()
	s.subtotals()
	s.promote()
}

// hierarchy turns numbered rows over deeper ones into their sums (一、 over 1. 2.),
// or into headings when they have no figures.
func (s *sums) hierarchy() {
	for i, l := range s.lines {
		if l.kind != model.Detail || l.level == 0 || l.bare {
			continue
		}
		var below []int
		for j := i + 1; j < len(s.lines); j++ {
			d := s.lines[j]
			if d.section != l.section {
				break
			}
			if d.kind == model.OfWhich {
				continue
			}
			if d.kind != model.Detail || d.level != 0 && d.level <= l.level {
				break
			}
			if d.level == 0 && len(below) == 0 {
				break
			}
			below = append(below, j)
		}
		if len(below) == 0 {
			continue
		}
		switch own, both := s.overlap(i, below); {
		case own == 0:
			l.drop, l.use, l.why = true, useSection, "编号比下面各行高一级，没有数字，是小标题"
		case both > 0:
			l.kind, l.use, l.why = model.Subtotal, useSubtotal, "编号比下面各行高一级，数字是下面各行的合计"
			l.covers = below
			l.level = -l.level
		default:
			continue
		}
		for _, j := range below {
			if s.lines[j].group == "" {
				s.lines[j].group = l.label
			}
		}
	}
	for _, l := range s.lines { // 一、 sums the 1. 2. below its （一）, not （一） as well
		l.covers = slices.DeleteFunc(l.covers, func(j int) bool { return s.lines[j].kind != model.Detail || s.lines[j].drop })
	}
}

// indented turns a row over others that are indented deeper into their sum,
// where the figures agree; the innermost rows come first.
func (s *sums) indented() {
	for i := len(s.lines) - 1; i >= 0; i-- {
		if l := s.lines[i]; l.kind == model.Detail && !l.bare && !l.drop {
			s.sumOf(i, s.below(i, func(d *line) bool { return d.indent > l.indent }), "下面各行缩进，数字是它们的合计")
		}
	}
}

// numberedOverPlain does the same where some rows are numbered and the others
// are not: 一、 over rows without a number, or a row without one over 1 2 3. The
// figures of all such rows must agree.
func (s *sums) numberedOverPlain() {
	first := slices.IndexFunc(s.lines, func(l *line) bool { return l.kind == model.Detail && !l.bare })
	if first < 0 || slices.ContainsFunc(s.lines, func(l *line) bool { return l.kind == model.Subtotal && l.level < 0 }) {
		return
	}
	numbered := func(l *line) bool { return l.bodyRow.level > 0 }
	below, most := map[int][]int{}, 0
	for i, l := range s.lines {
		if l.kind != model.Detail || l.bare || numbered(l) != numbered(s.lines[first]) {
			continue
		}
		rows := s.below(i, func(d *line) bool { return numbered(d) != numbered(l) })
		if len(rows) > 0 && !s.states(i, rows) {
			return
		}
		below[i], most = rows, max(most, len(rows))
	}
	for i := range s.lines {
		if most > 1 {
			s.sumOf(i, below[i], "数字是下面各行的合计，编号也和它们不同")
		}
	}
}

// below are the rows of data that follow line i for as long as they are deeper.
// Sums among them, and 其中 rows, are passed over.
func (s *sums) below(i int, deeper func(*line) bool) (rows []int) {
	for j := i + 1; j < len(s.lines); j++ {
		d := s.lines[j]
		switch {
		case d.kind == model.OfWhich:
			continue
		case d.bare || d.drop || d.section != s.lines[i].section || d.kind == model.Total || d.kind == model.Subtotal && d.level >= 0 || !deeper(d):
			return rows
		case d.kind == model.Detail:
			rows = append(rows, j)
		}
	}
	return rows
}

// states reports that line i states the sum of others: in all columns, or in
// some column that of several.
func (s *sums) states(i int, others []int) bool {
	return s.equals(i, others) || len(others) > 1 && s.agrees(i, others)
}

// sumOf makes line i the sum of others where its figures say so.
func (s *sums) sumOf(i int, others []int, why string) {
	if !s.states(i, others) {
		return
	}
	l := s.lines[i]
	l.kind, l.use, l.why, l.covers, l.level = model.Subtotal, useSubtotal, why, others, -1
	for _, j := range others {
		if d := s.lines[j]; d.group == "" || d.inner {
			d.group, d.inner = l.label, true
		}
	}
}

// categories turns rows that have a category and no name into the sums of the
// named rows of that category below them, where the figures agree.
func (s *sums) categories() {
	for i, l := range s.lines {
		if !l.over || l.kind != model.Detail {
			continue
		}
		var below []int
		for j := i + 1; j < len(s.lines); j++ {
			d := s.lines[j]
			if d.kind != model.Detail || d.over || d.group == "" || d.group != l.group && d.group != l.label {
				break
			}
			below = append(below, j)
		}
		s.sumOf(i, below, "只写了类别，数字是下面这一类各行的合计")
	}
}

// agrees reports that line i states the sum of the others in some column.
func (s *sums) agrees(i int, others []int) bool {
	for k := range s.columns {
		if v, ok := s.value(i, k); ok && !v.IsZero() && v.Equal(s.sum(k, others)) {
			return true
		}
	}
	return false
}

// overlap counts the columns in which line i has a figure, and those in which
// some of the others have one, too.
func (s *sums) overlap(i int, others []int) (own, both int) {
	for k := range s.columns {
		if _, ok := s.value(i, k); !ok {
			continue
		}
		own++
		if slices.ContainsFunc(others, func(j int) bool { _, ok := s.value(j, k); return ok }) {
			both++
		}
	}
	return own, both
}

// details are the lines from..to that are data.
func (s *sums) details(from, to int) []int {
	var out []int
	for i := max(from, 0); i < min(to, len(s.lines)); i++ {
		if l := s.lines[i]; l.kind == model.Detail && !l.drop && !l.bad {
			out = append(out, i)
		}
	}
	return out
}

// equals reports that line i states, in every column where it states anything,
// the sum of the others.
func (s *sums) equals(i int, others []int) bool {
	if len(others) == 0 {
		return false
	}
	stated := 0
	for k := range s.columns {
		v, ok := s.value(i, k)
		if !ok {
			continue
		}
		stated++
		if !v.Equal(s.sum(k, others)) {
			return false
		}
	}
	return stated > 0
}

func (s *sums) sum(column int, lines []int) decimal.Decimal {
	var n decimal.Decimal
	for _, i := range lines {
		if v, ok := s.value(i, column); ok {
			n = n.Add(v)
		}
	}
	return n
}

// bareRows settles rows of figures without a word: sums, or unreadable.
func (s *sums) bareRows() {
	met := 0
	for i, l := range s.lines {
		if !l.bare || l.kind != model.Detail || l.drop {
			continue
		}
		if met++; met > manyBare {
			if !l.dated {
				l.bad, l.why = true, "有数字却没有名称，这样的行太多，分不清是明细还是合计"
			}
			continue
		}
		others := func(from, to int) []int {
			return slices.DeleteFunc(s.details(from, to), func(j int) bool { return s.lines[j].bare })
		}
		before, after := others(0, i), others(i+1, len(s.lines))
		since := others(s.lastAggregate(i), i)
		sum := func(rows []int) bool { return s.equals(i, rows) && (len(rows) > 1 || !l.dated) } // on another day the same again
		switch {
		case len(before) == 0 && sum(after), len(after) == 0 && sum(before):
			l.kind, l.level, l.use, l.why = model.Total, 3, useTotal, "没有名称，数字正好是各行之和，是合计行"
		case len(since) < len(before) && sum(since), len(since) > 1 && sum(since):
			l.kind, l.level, l.use, l.why = model.Subtotal, 1, useSubtotal, "没有名称，数字正好是上面几行之和，是小计行"
		case sum(before):
			l.kind, l.level, l.use, l.why = model.Total, 2, useTotal, "没有名称，数字正好是上面各行之和，是合计行"
		case l.summed && len(before) > 1:
			l.kind, l.level, l.use, l.why = model.Total, 2, useTotal, "没有名称，公式对上面各行求和，是合计行"
			if len(after) > 0 {
				l.kind, l.level, l.use = model.Subtotal, 1, useSubtotal
			}
		case l.dated || len(before)+len(after) == 0:
		default:
			l.bad, l.why = true, "有数字却没有名称，又不等于别的行之和，分不清是明细还是合计"
		}
	}
}

func (s *sums) lastAggregate(i int) int {
	for j := i - 1; j >= 0; j-- {
		if k := s.lines[j].kind; k == model.Subtotal || k == model.Total {
			return j + 1
		}
	}
	return 0
}

// ofWhich finds the row that a 其中 row is part of, and the further parts that
// follow it without the word: indented like it, or adding up with it.
func (s *sums) ofWhich() {
	for i := 0; i < len(s.lines); i++ {
		l := s.lines[i]
		if l.kind != model.OfWhich || len(l.covers) > 0 {
			continue
		}
		parent := i - 1
		for parent >= 0 && (s.lines[parent].kind == model.OfWhich || s.lines[parent].drop) {
			parent--
		}
		if parent < 0 {
			continue
		}
		l.covers = []int{parent}
		for _, j := range s.furtherParts(i, parent) {
			p := s.lines[j]
			p.kind, p.use, p.covers = model.OfWhich, useOfWhich, []int{parent}
			p.why = "接着“其中”行，是同一行的另一部分"
		}
	}
}

func (s *sums) furtherParts(i, parent int) []int {
	var run []int
	for j := i + 1; j < len(s.lines) && j <= i+12 && s.lines[j].kind == model.Detail && !s.lines[j].drop; j++ {
		if s.besides(j, i, parent) {
			break
		}
		run = append(run, j)
	}
	if in := s.lines[i].indent; in > s.lines[parent].indent {
		n := 0
		for n < len(run) && s.lines[run[n]].indent >= in {
			n++
		}
		if n > 0 {
			return run[:n]
		}
	}
	if s.equals(parent, []int{i}) {
		return nil
	}
	for n := 1; n <= len(run); n++ {
		if s.equals(parent, append([]int{i}, run[:n]...)) {
			return run[:n]
		}
	}
	return nil
}

// besides reports that line j is numbered like the parent of part i or above
// it: 三、 is no part of 二、. Where the parts are numbered on with the rest,
// numbers say nothing.
func (s *sums) besides(j, i, parent int) bool {
	level := func(k int) int8 { return s.lines[k].bodyRow.level }
	return level(i) == 0 && 0 < level(j) && level(j) <= level(parent)
}

// totals tells the grand total from the sums of sections and pages.
func (s *sums) totals() {
	var all []int
	top := 0
	for i, l := range s.lines {
		if l.kind == model.Total {
			all = append(all, i)
			top = max(top, l.level)
		}
	}
	if len(all) == 1 {
		s.brokenDown(all[0])
	}
	details := s.details(0, len(s.lines))
	last := -1
	for n, i := range all {
		l := s.lines[i]
		l.covers = details
		if len(all) == 1 {
			continue
		}
		if l.level < top {
			l.kind, l.use = model.Subtotal, useSubtotal
			l.covers = nil
			continue
		}
		segment := s.details(last+1, i)
		soFar := s.details(0, i)
		last = i
		if len(all) > manyTotals && n > 0 && n < len(all)-1 {
			l.kind, l.use, l.covers = model.Subtotal, useSubtotal, segment
			continue
		}
		switch best := s.nearest(i, [][]int{details, soFar, segment}); {
		case len(segment) == 0 && n == 0: // in front of everything
		case best == 1 && len(soFar) < len(details):
			l.kind, l.use, l.covers = model.Subtotal, useSubtotal, soFar
			l.why += "，合计的是到此为止的各行"
		case best == 2 && len(segment) < len(details):
			l.kind, l.use, l.covers = model.Subtotal, useSubtotal, segment
			l.why += "，合计的是本段各行"
		}
	}
}

// brokenDown takes rows below the only total as its parts, where the rows above
// it add up to it, and those below add up to it again: a breakdown by category.
func (s *sums) brokenDown(total int) {
	above, below := s.details(0, total), s.details(total+1, len(s.lines))
	if !s.equals(total, above) || !s.equals(total, below) {
		return
	}
	for _, j := range below {
		l := s.lines[j]
		l.kind, l.use, l.covers = model.OfWhich, useOfWhich, []int{total}
		l.why = "合计行下面各行加起来又等于合计，是合计的分类"
	}
}

// nearest is the index of the set of lines whose sum is nearest to what line i
// states; the earlier set wins a tie.
func (s *sums) nearest(i int, sets [][]int) int {
	best, at := decimal.Decimal{}, 0
	for n, set := range sets {
		var gap decimal.Decimal
		for k := range s.columns {
			if v, ok := s.value(i, k); ok {
				gap = gap.Add(v.Sub(s.sum(k, set)).Abs())
			}
		}
		if n == 0 || gap.LessThan(best) {
			best, at = gap, n
		}
	}
	return at
}

// subtotals finds the rows each 小计 sums: those it names, those under its
// heading, else those between it and the sum before, or after it where sums
// stand first.
func (s *sums) subtotals() {
	first := s.sumsFirst()
	s.groups = map[string][]int{}
	for _, j := range s.details(0, len(s.lines)) {
		if g := s.lines[j].group; g != "" {
			s.groups[g] = append(s.groups[g], j)
		}
	}
	for i, l := range s.lines {
		if l.kind != model.Subtotal || len(l.covers) > 0 {
			continue
		}
		if named := s.named(l); len(named) > 0 {
			l.covers = named
			continue
		}
		if l.group != "" {
			if same := s.groups[l.group]; len(same) > 0 {
				l.covers = same
				continue
			}
		}
		before := s.details(s.sumBefore(i, l.level)+1, i)
		after := s.details(i+1, s.sumAfter(i, l.level))
		if first && len(after) > 0 || len(before) == 0 {
			l.covers = after
		} else {
			l.covers = before
		}
	}
}

// sumsFirst reports that the sums stand in front of what they sum.
func (s *sums) sumsFirst() bool {
	for _, l := range s.lines {
		switch {
		case l.drop || l.kind == model.Total || l.kind == model.OfWhich:
		case l.kind == model.Subtotal && l.level > 0:
			return true
		default:
			return false
		}
	}
	return false
}

func (s *sums) sumBefore(i, level int) int {
	for j := i - 1; j >= 0; j-- {
		if l := s.lines[j]; (l.kind == model.Subtotal || l.kind == model.Total) && l.level >= level {
			return j
		}
	}
	return -1
}

func (s *sums) sumAfter(i, level int) int {
	for j := i + 1; j < len(s.lines); j++ {
		if l := s.lines[j]; (l.kind == model.Subtotal || l.kind == model.Total) && l.level >= level {
			return j
		}
	}
	return len(s.lines)
}

// named are the rows of the group that a 小计 names.
func (s *sums) named(l *line) []int {
	name := model.Key(l.name)
	if name == "" || pageWord.MatchString(name) {
		return nil
	}
	if exact := s.groups[name]; len(exact) > 0 {
		return exact
	}
	if said := s.saying(name); len(said) > 0 {
		return said
	}
	near := ""
	for g := range s.groups {
		if strings.Contains(g, name) || strings.Contains(name, g) {
			if near != "" {
				return nil // two groups are called so: its place decides
			}
			near = g
		}
	}
	return s.groups[near]
}

// saying are the rows of data that have a name in some cell: 小计（中央） sums those
// with 中央 as their source.
func (s *sums) saying(name string) (rows []int) {
	if s.says == nil || len(s.lines) > manySaying {
		return nil
	}
	for _, j := range s.details(0, len(s.lines)) {
		if s.says(j, name) {
			rows = append(rows, j)
		}
	}
	return rows
}

// promote makes a 合计 of all rows the total when no other row is, and takes
// the parts of a total as data when the table has no other data.
func (s *sums) promote() {
	details := s.details(0, len(s.lines))
	hasTotal := slices.ContainsFunc(s.lines, func(l *line) bool { return l.kind == model.Total })
	if !hasTotal && len(details) > 0 {
		for _, l := range slices.Backward(s.lines) {
			if l.kind == model.Subtotal && l.level > 0 {
				if len(l.covers) == len(details) && (l.level >= 2 || l.name == "") {
					l.kind, l.use, l.why = model.Total, useTotal, l.why+"，合计的是全部各行"
				}
				break
			}
		}
	}
	if len(details) > 0 {
		return
	}
	for i, l := range s.lines {
		if l.kind != model.Total {
			continue
		}
		var parts []int
		for j, p := range s.lines {
			if p.kind == model.OfWhich && len(p.covers) == 1 && p.covers[0] == i {
				parts = append(parts, j)
			}
		}
		if s.equals(i, parts) {
			for _, j := range parts {
				p := s.lines[j]
				p.kind, p.use, p.covers, p.why = model.Detail, useData, nil, "“其中”各行加起来正好是合计，就是明细"
			}
			l.covers = parts
		}
		return
	}
}

// aggregateLevel ranks the words of a sum: 小计 1, 合计 2, 总计 3.
func aggregateLevel(why string) int {
	switch {
	case strings.Contains(why, "总计") || strings.Contains(why, "总合计") || strings.Contains(why, "累计"):
		return 3
	case strings.Contains(why, "小计") || strings.Contains(why, "分计"):
		return 1
	}
	return 2
}
