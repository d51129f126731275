package text

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/model/pattern"
)

// A Reference is the number of a document: 财预〔2020〕10号.
type Reference struct {
	Span
	Agency      string // 财预
	Open, Close string // the brackets as they are looked at: 〔 〕
	Year        int
	Virtual     bool // 第 before the number
	Number      string
	Numbered    bool // 号 behind it
}

// String is the number as GB/T 9704-2012 7.2.5 has it written.
func (r *Reference) String() string {
	n := strings.TrimLeft(r.Number, "0")
	return r.Agency + "〔" + strconv.Itoa(r.Year) + "〕" + n + "号"
}

const (
	openers = "[(〔【﹝<〈{"
	closers = "])〕】﹞>〉}"
)

var reference = pattern.New(`([\p{Han}]{1,14})([\[(〔【﹝<〈{])((?:19|20)[0-9]{2})年?([\])〕】﹞>〉}])(第)?([0-9]{1,4})(号)?`)

// halfBracket finds a document number with one half of its brackets: 川财行2020〕189号.
var halfBracket = pattern.New(`([\p{Han}]{2,14})(?:([\[〔【﹝])((?:19|20)[0-9]{2})|((?:19|20)[0-9]{2})([\]〕】﹞]))([0-9]{1,4})号`)

// agencyEnds are what the code of an office ends with.
const agencyEnds = "发字函办通财教预绩规协科政知文行社农建综监会资购采库税企评党组人委改执"

// referencesOf finds the document numbers of a line.
func referencesOf(l *Line) []*Reference {
	if !strings.ContainsAny(l.Text, openers) || !strings.ContainsAny(l.Text, "0123456789") {
		return nil
	}
	var out []*Reference
	for _, m := range reference.FindAllStringSubmatchIndex(l.Text, -1) {
		g := func(i int) string { return l.Text[max(m[2*i], 0):max(m[2*i+1], 0)] }
		year, _ := strconv.Atoi(g(3))
		r := &Reference{Span: Span{l, m[0], m[1]}, Agency: g(1), Open: g(2), Close: g(4), Year: year, Virtual: g(5) != "", Number: g(6), Numbered: g(7) != ""}
		last, _ := utf8.DecodeLastRuneInString(r.Agency)
		known := strings.ContainsRune(agencyEnds, last)
		if !r.Numbered && (!known || strings.Contains("(<", r.Open) || startsUnit(l.Text[m[1]:])) || !known && r.Open == "(" && r.Close == ")" && !r.Numbered {
			continue
		}
		if cut := agencyStart(r.Agency); cut > 0 {
			r.Agency, r.From = r.Agency[cut:], r.From+cut
		}
		out = append(out, r)
	}
	for _, m := range halfBracket.FindAllStringSubmatchIndex(l.Text, -1) {
		g := func(i int) string { return l.Text[max(m[2*i], 0):max(m[2*i+1], 0)] }
		year, _ := strconv.Atoi(g(3) + g(4))
		r := &Reference{Span: Span{l, m[0], m[1]}, Agency: g(1), Open: g(2), Close: g(5), Year: year, Number: g(6), Numbered: true}
		if cut := agencyStart(r.Agency); cut > 0 {
			r.Agency, r.From = r.Agency[cut:], r.From+cut
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b *Reference) int { return a.From - b.From })
	return out
}

// startsUnit reports that a count follows instead of a number's end: 通知〔2020〕10个.
func startsUnit(rest string) bool { return unitAt(rest) != "" || strings.HasPrefix(rest, "年") }

// agencyStart is where the office's code begins behind words of the sentence: 根据, 按照, 文件.
func agencyStart(agency string) int {
	cut := 0
	for _, w := range []string{"根据", "按照", "依据", "印发", "下发", "文件", "依照", "以及", "通知", "参照", "下达", "和", "及", "与", "由", "按", "以"} {
		if i := strings.LastIndex(agency, w); i >= 0 && i+len(w) < len(agency) && i+len(w) > cut {
			cut = i + len(w)
		}
	}
	return cut
}

// A Title is the name of a law or document in 《》.
type Title struct {
	Span
	Name   string
	Nested bool // a 《 stands in it
	Open   bool // it is never closed
	Stray  bool // a 》 that nothing opened
}

// titlesOf finds the titles of a line.
func titlesOf(l *Line) []*Title {
	var out []*Title
	depth, from := 0, 0
	nested := false
	for i, r := range l.Text {
		switch r {
		case '《':
			if depth == 0 {
				from, nested = i, false
			} else {
				nested = true
			}
			depth++
		case '》':
			if depth == 0 {
				out = append(out, &Title{Span: Span{l, i, i + len("》")}, Stray: true})
				continue
			}
			if depth--; depth == 0 {
				out = append(out, &Title{Span: Span{l, from, i + len("》")}, Name: l.Text[from+len("《") : i], Nested: nested})
			}
		}
	}
	if depth > 0 {
		t := &Title{Span: Span{l, from, len(l.Text)}, Nested: nested}
		if end := strings.LastIndex(l.Text, "》"); end > from { // 《关于印发《…》的通知: the outer one is open
			t.To, t.Name = end+len("》"), l.Text[from+len("《"):end]
		} else {
			t.To = from + len("《")
		}
		t.Open = true
		out = append(out, t)
	}
	return out
}
