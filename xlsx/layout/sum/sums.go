package sum

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
)

// Plain reports rows of data only, none of them over or part of another: there
// is nothing to settle between them.
func Plain(b *body.Body) bool {
	var first *body.Row
	for i := range b.Rows {
		r := &b.Rows[i]
		if r.Use == body.UseData && (r.Bare || r.Over || r.Level == 1 || r.Level == 2 || r.Level >= 4) || r.Use == body.UseSubtotal || r.Use == body.UseTotal || r.Use == body.UseOfWhich {
			return false
		}
		if r.Use != body.UseData || len(b.Rows) > evidence.Standard.Sum.Lines {
			continue
		}
		if first == nil {
			first = r
		}
		if r.Level != first.Level || r.Indent > first.Indent {
			return false
		}
	}
	return true
}

// A Line is a row of figures on its way into the model: what settle has to
// know to tell sums from what they sum.
type Line struct {
	*body.Row
	Kind   model.RowKind
	Level  int    // of an aggregate: 小计 1, 合计 2, 总计 3; else depth of the numbering
	Group  string // key of the category or heading the row belongs to
	Label  string // key of the row's own words
	Dated  bool   // a row without a name that has a date or a place
	Covers []int  // indexes of lines
	inner  bool   // the group is a row above, which may be part of another one
	Drop   bool   // a heading after all
	Bad    bool   // neither data nor a sum, and nothing says which
	Summed bool   // a formula of the row sums a range
}

// Sums are the lines of one table with the figures that are summed.
type Sums struct {
	Lines   []*Line
	Columns int
	Value   func(line, column int) (decimal.Decimal, bool)
	Says    func(line int, key string) bool // some cell of the row says just that
	groups  map[string][]int                // group → its rows of data; filled by subtotals
}

// Settle decides which rows sum which. It reads the words first and the
// figures only where the words do not tell; an explanation is left on the row.
func (s *Sums) Settle() {
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
func (s *Sums) hierarchy() {
	for i, l := range s.Lines {
		if l.Kind != model.Detail || l.Level == 0 || l.Bare {
			continue
		}
		var below []int
		for j := i + 1; j < len(s.Lines); j++ {
			d := s.Lines[j]
			if d.Section != l.Section {
				break
			}
			if d.Kind == model.OfWhich {
				continue
			}
			if d.Kind != model.Detail || d.Level != 0 && d.Level <= l.Level {
				break
			}
			if d.Level == 0 && len(below) == 0 {
				break
			}
			below = append(below, j)
		}
		if len(below) == 0 {
			continue
		}
		switch own, both := s.Overlap(i, below); {
		case own == 0:
			l.Drop, l.Use, l.Why = true, body.UseSection, "编号比下面各行高一级，没有数字，是小标题"
		case both > 0:
			l.Kind, l.Use, l.Why = model.Subtotal, body.UseSubtotal, "编号比下面各行高一级，数字是下面各行的合计"
			l.Covers = below
			l.Level = -l.Level
		default:
			continue
		}
		for _, j := range below {
			if s.Lines[j].Group == "" {
				s.Lines[j].Group = l.Label
			}
		}
	}
	for _, l := range s.Lines { // 一、 sums the 1. 2. below its （一）, not （一） as well
		l.Covers = slices.DeleteFunc(l.Covers, func(j int) bool { return s.Lines[j].Kind != model.Detail || s.Lines[j].Drop })
	}
}

// indented turns a row over others that are indented deeper into their sum,
// where the figures agree; the innermost rows come first.
func (s *Sums) indented() {
	for i := len(s.Lines) - 1; i >= 0; i-- {
		if l := s.Lines[i]; l.Kind == model.Detail && !l.Bare && !l.Drop {
			s.sumOf(i, s.below(i, func(d *Line) bool { return d.Indent > l.Indent }), "下面各行缩进，数字是它们的合计")
		}
	}
}

// numberedOverPlain does the same where some rows are numbered and the others
// are not: 一、 over rows without a number, or a row without one over 1 2 3. The
// figures of all such rows must agree.
func (s *Sums) numberedOverPlain() {
	first := slices.IndexFunc(s.Lines, func(l *Line) bool { return l.Kind == model.Detail && !l.Bare })
	if first < 0 || slices.ContainsFunc(s.Lines, func(l *Line) bool { return l.Kind == model.Subtotal && l.Level < 0 }) {
		return
	}
	numbered := func(l *Line) bool { return l.Row.Level > 0 }
	below, most := map[int][]int{}, 0
	for i, l := range s.Lines {
		if l.Kind != model.Detail || l.Bare || numbered(l) != numbered(s.Lines[first]) {
			continue
		}
		rows := s.below(i, func(d *Line) bool { return numbered(d) != numbered(l) })
		if len(rows) > 0 && !s.states(i, rows) {
			return
		}
		below[i], most = rows, max(most, len(rows))
	}
	for i := range s.Lines {
		if most > 1 {
			s.sumOf(i, below[i], "数字是下面各行的合计，编号也和它们不同")
		}
	}
}

// below are the rows of data that follow line i for as long as they are deeper.
// Sums among them, and 其中 rows, are passed over.
func (s *Sums) below(i int, deeper func(*Line) bool) (rows []int) {
	for j := i + 1; j < len(s.Lines); j++ {
		d := s.Lines[j]
		switch {
		case d.Kind == model.OfWhich:
			continue
		case d.Bare || d.Drop || d.Section != s.Lines[i].Section || d.Kind == model.Total || d.Kind == model.Subtotal && d.Level >= 0 || !deeper(d):
			return rows
		case d.Kind == model.Detail:
			rows = append(rows, j)
		}
	}
	return rows
}

// states reports that line i states the sum of others: in all columns, or in
// some column that of several.
func (s *Sums) states(i int, others []int) bool {
	return s.equals(i, others) || len(others) > 1 && s.agrees(i, others)
}

// sumOf makes line i the sum of others where its figures say so.
func (s *Sums) sumOf(i int, others []int, why string) {
	if !s.states(i, others) {
		return
	}
	l := s.Lines[i]
	l.Kind, l.Use, l.Why, l.Covers, l.Level = model.Subtotal, body.UseSubtotal, why, others, -1
	for _, j := range others {
		if d := s.Lines[j]; d.Group == "" || d.inner {
			d.Group, d.inner = l.Label, true
		}
	}
}

// categories turns rows that have a category and no name into the sums of the
// named rows of that category below them, where the figures agree.
func (s *Sums) categories() {
	for i, l := range s.Lines {
		if !l.Over || l.Kind != model.Detail {
			continue
		}
		var below []int
		for j := i + 1; j < len(s.Lines); j++ {
			d := s.Lines[j]
			if d.Kind != model.Detail || d.Over || d.Group == "" || d.Group != l.Group && d.Group != l.Label {
				break
			}
			below = append(below, j)
		}
		s.sumOf(i, below, "只写了类别，数字是下面这一类各行的合计")
	}
}

// agrees reports that line i states the sum of the others in some column.
func (s *Sums) agrees(i int, others []int) bool {
	for k := range s.Columns {
		if v, ok := s.Value(i, k); ok && !v.IsZero() && v.Equal(s.sum(k, others)) {
			return true
		}
	}
	return false
}

// Overlap counts the columns in which line i has a figure, and those in which
// some of the others have one, too.
func (s *Sums) Overlap(i int, others []int) (own, both int) {
	for k := range s.Columns {
		if _, ok := s.Value(i, k); !ok {
			continue
		}
		own++
		if slices.ContainsFunc(others, func(j int) bool { _, ok := s.Value(j, k); return ok }) {
			both++
		}
	}
	return own, both
}

// details are the lines from..to that are data.
func (s *Sums) details(from, to int) []int {
	var out []int
	for i := max(from, 0); i < min(to, len(s.Lines)); i++ {
		if l := s.Lines[i]; l.Kind == model.Detail && !l.Drop && !l.Bad {
			out = append(out, i)
		}
	}
	return out
}

// equals reports that line i states, in every column where it states anything,
// the sum of the others.
func (s *Sums) equals(i int, others []int) bool {
	if len(others) == 0 {
		return false
	}
	stated := 0
	for k := range s.Columns {
		v, ok := s.Value(i, k)
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

func (s *Sums) sum(column int, lines []int) decimal.Decimal {
	var n decimal.Decimal
	for _, i := range lines {
		if v, ok := s.Value(i, column); ok {
			n = n.Add(v)
		}
	}
	return n
}

// bareRows settles rows of figures without a word: sums, or unreadable.
func (s *Sums) bareRows() {
	met := 0
	for i, l := range s.Lines {
		if !l.Bare || l.Kind != model.Detail || l.Drop {
			continue
		}
		if met++; met > evidence.Standard.Sum.BareRows {
			if !l.Dated {
				l.Bad, l.Why = true, "有数字却没有名称，这样的行太多，分不清是明细还是合计"
			}
			continue
		}
		others := func(from, to int) []int {
			return slices.DeleteFunc(s.details(from, to), func(j int) bool { return s.Lines[j].Bare })
		}
		before, after := others(0, i), others(i+1, len(s.Lines))
		since := others(s.lastAggregate(i), i)
		sum := func(rows []int) bool { return s.equals(i, rows) && (len(rows) > 1 || !l.Dated) } // on another day the same again
		switch {
		case len(before) == 0 && sum(after), len(after) == 0 && sum(before):
			l.Kind, l.Level, l.Use, l.Why = model.Total, 3, body.UseTotal, "没有名称，数字正好是各行之和，是合计行"
		case len(since) < len(before) && sum(since), len(since) > 1 && sum(since):
			l.Kind, l.Level, l.Use, l.Why = model.Subtotal, 1, body.UseSubtotal, "没有名称，数字正好是上面几行之和，是小计行"
		case sum(before):
			l.Kind, l.Level, l.Use, l.Why = model.Total, 2, body.UseTotal, "没有名称，数字正好是上面各行之和，是合计行"
		case l.Summed && len(before) > 1:
			l.Kind, l.Level, l.Use, l.Why = model.Total, 2, body.UseTotal, "没有名称，公式对上面各行求和，是合计行"
			if len(after) > 0 {
				l.Kind, l.Level, l.Use = model.Subtotal, 1, body.UseSubtotal
			}
		case l.Dated || len(before)+len(after) == 0:
		default:
			l.Bad, l.Why = true, "有数字却没有名称，又不等于别的行之和，分不清是明细还是合计"
		}
	}
}

func (s *Sums) lastAggregate(i int) int {
	for j := i - 1; j >= 0; j-- {
		if k := s.Lines[j].Kind; k == model.Subtotal || k == model.Total {
			return j + 1
		}
	}
	return 0
}

// ofWhich finds the row that a 其中 row is part of, and the further parts that
// follow it without the word: indented like it, or adding up with it.
func (s *Sums) ofWhich() {
	for i := 0; i < len(s.Lines); i++ {
		l := s.Lines[i]
		if l.Kind != model.OfWhich || len(l.Covers) > 0 {
			continue
		}
		parent := i - 1
		for parent >= 0 && (s.Lines[parent].Kind == model.OfWhich || s.Lines[parent].Drop) {
			parent--
		}
		if parent < 0 {
			continue
		}
		l.Covers = []int{parent}
		for _, j := range s.furtherParts(i, parent) {
			p := s.Lines[j]
			p.Kind, p.Use, p.Covers = model.OfWhich, body.UseOfWhich, []int{parent}
			p.Why = "接着“其中”行，是同一行的另一部分"
		}
	}
}

func (s *Sums) furtherParts(i, parent int) []int {
	var run []int
	for j := i + 1; j < len(s.Lines) && j <= i+evidence.Standard.Sum.OfWhich && s.Lines[j].Kind == model.Detail && !s.Lines[j].Drop; j++ {
		if s.besides(j, i, parent) {
			break
		}
		run = append(run, j)
	}
	if in := s.Lines[i].Indent; in > s.Lines[parent].Indent {
		n := 0
		for n < len(run) && s.Lines[run[n]].Indent >= in {
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
func (s *Sums) besides(j, i, parent int) bool {
	level := func(k int) int8 { return s.Lines[k].Row.Level }
	return level(i) == 0 && 0 < level(j) && level(j) <= level(parent)
}

// totals tells the grand total from the sums of sections and pages.
func (s *Sums) totals() {
	var all []int
	top := 0
	for i, l := range s.Lines {
		if l.Kind == model.Total {
			all = append(all, i)
			top = max(top, l.Level)
		}
	}
	if len(all) == 1 {
		s.brokenDown(all[0])
	}
	details := s.details(0, len(s.Lines))
	last := -1
	for n, i := range all {
		l := s.Lines[i]
		l.Covers = details
		if len(all) == 1 {
			continue
		}
		if l.Level < top {
			l.Kind, l.Use = model.Subtotal, body.UseSubtotal
			l.Covers = nil
			continue
		}
		segment := s.details(last+1, i)
		soFar := s.details(0, i)
		last = i
		if len(all) > evidence.Standard.Sum.TotalRows && n > 0 && n < len(all)-1 {
			l.Kind, l.Use, l.Covers = model.Subtotal, body.UseSubtotal, segment
			continue
		}
		switch best := s.nearest(i, [][]int{details, soFar, segment}); {
		case len(segment) == 0 && n == 0: // in front of everything
		case best == 1 && len(soFar) < len(details):
			l.Kind, l.Use, l.Covers = model.Subtotal, body.UseSubtotal, soFar
			l.Why += "，合计的是到此为止的各行"
		case best == 2 && len(segment) < len(details):
			l.Kind, l.Use, l.Covers = model.Subtotal, body.UseSubtotal, segment
			l.Why += "，合计的是本段各行"
		}
	}
}

// brokenDown takes rows below the only total as its parts, where the rows above
// it add up to it, and those below add up to it again: a breakdown by category.
func (s *Sums) brokenDown(total int) {
	above, below := s.details(0, total), s.details(total+1, len(s.Lines))
	if !s.equals(total, above) || !s.equals(total, below) {
		return
	}
	for _, j := range below {
		l := s.Lines[j]
		l.Kind, l.Use, l.Covers = model.OfWhich, body.UseOfWhich, []int{total}
		l.Why = "合计行下面各行加起来又等于合计，是合计的分类"
	}
}

// nearest is the index of the set of lines whose sum is nearest to what line i
// states; the earlier set wins a tie.
func (s *Sums) nearest(i int, sets [][]int) int {
	best, at := decimal.Decimal{}, 0
	for n, set := range sets {
		var gap decimal.Decimal
		for k := range s.Columns {
			if v, ok := s.Value(i, k); ok {
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
func (s *Sums) subtotals() {
	first := s.sumsFirst()
	s.groups = map[string][]int{}
	for _, j := range s.details(0, len(s.Lines)) {
		if g := s.Lines[j].Group; g != "" {
			s.groups[g] = append(s.groups[g], j)
		}
	}
	for i, l := range s.Lines {
		if l.Kind != model.Subtotal || len(l.Covers) > 0 {
			continue
		}
		if named := s.named(l); len(named) > 0 {
			l.Covers = named
			continue
		}
		if l.Group != "" {
			if same := s.groups[l.Group]; len(same) > 0 {
				l.Covers = same
				continue
			}
		}
		before := s.details(s.sumBefore(i, l.Level)+1, i)
		after := s.details(i+1, s.sumAfter(i, l.Level))
		if first && len(after) > 0 || len(before) == 0 {
			l.Covers = after
		} else {
			l.Covers = before
		}
	}
}

// sumsFirst reports that the sums stand in front of what they sum.
func (s *Sums) sumsFirst() bool {
	for _, l := range s.Lines {
		switch {
		case l.Drop || l.Kind == model.Total || l.Kind == model.OfWhich:
		case l.Kind == model.Subtotal && l.Level > 0:
			return true
		default:
			return false
		}
	}
	return false
}

func (s *Sums) sumBefore(i, level int) int {
	for j := i - 1; j >= 0; j-- {
		if l := s.Lines[j]; (l.Kind == model.Subtotal || l.Kind == model.Total) && l.Level >= level {
			return j
		}
	}
	return -1
}

func (s *Sums) sumAfter(i, level int) int {
	for j := i + 1; j < len(s.Lines); j++ {
		if l := s.Lines[j]; (l.Kind == model.Subtotal || l.Kind == model.Total) && l.Level >= level {
			return j
		}
	}
	return len(s.Lines)
}

// named are the rows of the group that a 小计 names.
func (s *Sums) named(l *Line) []int {
	name := model.Key(l.Name)
	if name == "" || word.PageWord.MatchString(name) {
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
func (s *Sums) saying(name string) (rows []int) {
	if s.Says == nil || len(s.Lines) > evidence.Standard.Sum.Lines {
		return nil
	}
	for _, j := range s.details(0, len(s.Lines)) {
		if s.Says(j, name) {
			rows = append(rows, j)
		}
	}
	return rows
}

// promote makes a 合计 of all rows the total when no other row is, and takes
// the parts of a total as data when the table has no other data.
func (s *Sums) promote() {
	details := s.details(0, len(s.Lines))
	hasTotal := slices.ContainsFunc(s.Lines, func(l *Line) bool { return l.Kind == model.Total })
	if !hasTotal && len(details) > 0 {
		for _, l := range slices.Backward(s.Lines) {
			if l.Kind == model.Subtotal && l.Level > 0 {
				if len(l.Covers) == len(details) && (l.Level >= 2 || l.Name == "") {
					l.Kind, l.Use, l.Why = model.Total, body.UseTotal, l.Why+"，合计的是全部各行"
				}
				break
			}
		}
	}
	if len(details) > 0 {
		return
	}
	for i, l := range s.Lines {
		if l.Kind != model.Total {
			continue
		}
		var parts []int
		for j, p := range s.Lines {
			if p.Kind == model.OfWhich && len(p.Covers) == 1 && p.Covers[0] == i {
				parts = append(parts, j)
			}
		}
		if s.equals(i, parts) {
			for _, j := range parts {
				p := s.Lines[j]
				p.Kind, p.Use, p.Covers, p.Why = model.Detail, body.UseData, nil, "“其中”各行加起来正好是合计，就是明细"
			}
			l.Covers = parts
		}
		return
	}
}
