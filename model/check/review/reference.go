package review

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"ziping/model/check"
	"ziping/model/text"
)

// References looks at the numbers of documents and the titles in 《》
// (GB/T 9704-2012, 7.2.5; GB/T 15834-2011, 4.15).
func References(p *check.Pass) {
	r := of(p)
	seen := map[string]bool{}
	for _, ref := range r.f.References {
		if r.ours(ref.Line) || ref.Line.Para.Kind == text.Margin || ref.Line.Para.Contents || noise(ref.Line) {
			continue
		}
		if why := wrongNumber(ref); why != "" {
			if seen[ref.Text()] {
				continue
			}
			seen[ref.Text()] = true
			p.Report(check.Finding{
				Where: check.At(ref.Span), Got: ref.Quote(), Want: ref.String(),
				Message: fmt.Sprintf("文号“%s”%s", ref.Quote(), why), Hint: "写作“" + ref.String() + "”",
			})
			continue
		}
		p.Held(1)
	}
	for _, t := range r.f.Titles {
		if r.ours(t.Line) || t.Line.Para.Kind == text.Margin || t.Line.Para.Contents {
			continue
		}
		if (t.Open || t.Stray) && continued(r, t) {
			continue
		}
		wrongTitle(p, t)
	}
	laws(p, r)
}

// noise reports an index header of a web page (索引号), glued to the text.
func noise(l *text.Line) bool { return strings.Contains(l.Text, "索引号") }

// wrongNumber is what is wrong with a document's number, "" for nothing.
func wrongNumber(r *text.Reference) string {
	var why []string
	switch {
	case r.Open == "" || r.Close == "":
		why = append(why, "的括号少了一半")
	case r.Open != "〔" || r.Close != "〕":
		why = append(why, "的年份应当用六角括号〔〕")
	}
	if !r.Numbered {
		why = append(why, "后面没有“号”字")
	}
	if r.Virtual {
		why = append(why, "的序号前面不写“第”")
	}
	if strings.HasPrefix(r.Number, "0") {
		why = append(why, "的序号不编虚位（"+r.Number+"）")
	}
	return strings.Join(why, "，")
}

// continued reports a title that a break of the line cuts in two: its other half
// stands on the line before or after.
func continued(r *reading, t *text.Title) bool {
	next := t.Line.No + 1
	if t.Stray {
		next = t.Line.No - 1
	}
	return slices.ContainsFunc(r.f.Titles, func(o *text.Title) bool {
		return o.Line.No == next && (t.Open && o.Stray || t.Stray && o.Open)
	})
}

func wrongTitle(p *check.Pass, t *text.Title) {
	f := check.Finding{Where: check.At(t.Span), Got: shorten(t.Quote(), 60)}
	switch {
	case t.Stray:
		f.Message, f.Hint = "“》”前面没有“《”", "补上另一半书名号，或删去多余的"
	case t.Open && t.Name == "":
		f.Message, f.Hint = fmt.Sprintf("“%s”没有写完，后面没有“》”", shorten(t.Quote()+t.After(), 24)), "补上“》”"
	case t.Open:
		f.Message, f.Hint = fmt.Sprintf("“%s”书名号不成对，里层和外层合用了一个“》”", shorten(t.Quote(), 40)), "书名号里面再用书名号时，里面一层用单书名号〈〉，两层都要写完"
	case t.Nested:
		f.Message, f.Hint = fmt.Sprintf("“%s”书名号里面又用了双书名号", shorten(t.Quote(), 40)), "里面一层用单书名号〈〉"
		inner := strings.NewReplacer("《", "〈", "》", "〉").Replace(t.Name)
		f.Want = "《" + inner + "》"
	default:
		p.Held(1)
		return
	}
	p.Report(f)
}

// laws remarks, once, on laws that a report never calls by their full name.
func laws(p *check.Pass, r *reading) {
	var short []string
	at := map[string]*text.Title{}
	full := map[string]bool{}
	for _, t := range r.f.Titles {
		full["《"+t.Name+"》"] = true
		if r.words.Laws[t.Name] != "" && at[t.Name] == nil && !r.ours(t.Line) {
			at[t.Name] = t
			short = append(short, t.Name)
		}
	}
	sort.Strings(short)
	for _, name := range short {
		if want := r.words.Laws[name]; !full[want] && !strings.Contains(at[name].After(), "以下简称") {
			p.Report(check.Finding{
				Severity: check.Warning, Where: check.At(at[name].Span), Got: "《" + name + "》", Want: want,
				Message: fmt.Sprintf("“《%s》”是简称，全文没有写过全称", name), Hint: "第一次提到时写全称 " + want,
			})
		}
	}
}
