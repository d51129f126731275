package render

import (
	"strings"

	"ziping/model/pattern"
	"ziping/render/docx"
)

// A Change is a figure that an earlier report writes in another way.
type Change struct {
	Place    string // the words of the paragraph that lead to it
	Old, New string
}

// maxChanges bounds the page of changed figures.
const maxChanges = 200

// WithChanges is a new report with a page at its end that lists, figure by
// figure, what the report that a person worked on has and this one has not. The
// new report comes back as it is where the old one cannot be read.
func WithChanges(newer, older []byte) []byte {
	changes, err := Changes(newer, older)
	if err != nil {
		return newer
	}
	rows := [][]string{{"所在的句子", "原报告", "这份报告"}}
	for _, c := range changes[:min(len(changes), maxChanges)] {
		rows = append(rows, []string{escaped(c.Place), escaped(c.Old), escaped(c.New)})
	}
	said := "原来的报告有人改过，没有动。下表是两份报告里写法不同的数字；本页不随报告报送。"
	if len(changes) == 0 {
		said = "原来的报告有人改过，没有动。两份报告里相同的段落，数字没有不同；本页不随报告报送。"
	}
	blocks := []docx.Block{{Text: "与原报告不同的数字", Page: true}, {Text: said}}
	if len(rows) > 1 {
		blocks = append(blocks, docx.Block{Rows: rows}, docx.Block{})
	}
	if out, err := docx.Append(newer, blocks...); err == nil {
		return out
	}
	return newer
}

// escaped keeps braces from being read as tags.
func escaped(s string) string { return strings.NewReplacer("{{", "{ {", "}}", "} }").Replace(s) }

// Changes compares the figures of two reports, paragraph by paragraph: those
// with the same words, and where the words were changed those that are most
// alike.
func Changes(newer, older []byte) ([]Change, error) {
	n, err := docx.Text(newer)
	if err != nil {
		return nil, err
	}
	o, err := docx.Text(older)
	if err != nil {
		return nil, err
	}
	olds := figuresOf(o)
	bySkeleton := map[string][]int{}
	for i, p := range olds {
		bySkeleton[p.skeleton] = append(bySkeleton[p.skeleton], i)
	}
	used := make([]bool, len(olds))
	var rest []numberedText
	var out []Change
	for _, p := range figuresOf(n) {
		same := bySkeleton[p.skeleton]
		if len(same) == 0 {
			rest = append(rest, p)
			continue
		}
		bySkeleton[p.skeleton] = same[1:]
		used[same[0]] = true
		out = append(out, between(p, olds[same[0]])...)
	}
	for _, p := range rest {
		if i := nearest(p, olds, used); i >= 0 {
			used[i] = true
			out = append(out, loosely(p, olds[i])...)
		}
	}
	return out, nil
}

// A numberedText is a paragraph with its figures.
type numberedText struct {
	text     string
	skeleton string   // the words, a mark for each figure
	figures  []string // with what follows: 36万元
	places   []string // the words before each
}

var inText = pattern.New(`[0-9][0-9,.]*[%％]?(?:万|亿)?(?:余|多)?(?:元|人次|人|场次|场|项|份|册|个)?`)

func figuresOf(d *docx.Document) []numberedText {
	var out []numberedText
	for _, p := range d.Body().Paragraphs {
		at := inText.FindAllStringIndex(p.Text, -1)
		if len(at) == 0 {
			continue
		}
		t := numberedText{text: p.Text, skeleton: inText.ReplaceAllString(p.Text, "#")}
		from := 0
		for _, m := range at {
			t.figures = append(t.figures, p.Text[m[0]:m[1]])
			t.places = append(t.places, lastWords(p.Text[from:m[0]])+"…")
			from = m[1]
		}
		out = append(out, t)
	}
	return out
}

// lastWords are the words that lead to a figure.
func lastWords(s string) string {
	r := []rune(strings.TrimLeft(s, "，。；、：（）"))
	if len(r) > 20 {
		r = r[len(r)-20:]
	}
	return string(r)
}

// between are the figures in which two paragraphs of the same words differ.
func between(n, o numberedText) []Change {
	var out []Change
	for i := range n.figures {
		if n.figures[i] != o.figures[i] {
			out = append(out, Change{n.places[i], o.figures[i], n.figures[i]})
		}
	}
	return out
}

// nearest is the paragraph that shares most pairs of characters, -1 where none
// shares half of them.
func nearest(n numberedText, olds []numberedText, used []bool) int {
	best, at := 0.5, -1
	mine := pairs(n.skeleton)
	for i, o := range olds {
		if used[i] || len(mine) == 0 {
			continue
		}
		shared := 0
		theirs := pairs(o.skeleton)
		for p := range theirs {
			if mine[p] {
				shared++
			}
		}
		if share := float64(2*shared) / float64(len(mine)+len(theirs)); share > best {
			best, at = share, i
		}
	}
	return at
}

func pairs(s string) map[string]bool {
	out := map[string]bool{}
	r := []rune(s)
	for i := 1; i < len(r); i++ {
		out[string(r[i-1:i+1])] = true
	}
	return out
}

// loosely are the figures that only one of two paragraphs has, where the words
// differ.
func loosely(n, o numberedText) []Change {
	left := append([]string{}, o.figures...)
	var only []string
next:
	for _, f := range n.figures {
		for i, g := range left {
			if f == g {
				left = append(left[:i], left[i+1:]...)
				continue next
			}
		}
		only = append(only, f)
	}
	if len(left)+len(only) == 0 {
		return nil
	}
	return []Change{{lastWords(n.text) + "（这一段的文字改过）", strings.Join(left, "、"), strings.Join(only, "、")}}
}
