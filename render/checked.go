package render

import (
	"fmt"
	"strings"

	"ziping/model/check"
	"ziping/model/check/rules"
)

// A CheckedLine says for a reader what became of one check.
type CheckedLine struct {
	Title string // 资金表合计与各行
	State string // 无误, 有误, 没有核对, 没有可核对的
	Count string // 12 处无误，1 处有误
	Why   string // why it, or a part of it, could not be checked
}

var standings = map[check.Standing]string{check.Held: "无误", check.Broken: "有误", check.Undecided: "没有核对全", check.Missing: "没有可核对的"}

// CheckedLines are the checks for a reader: 核对了什么、没有核对什么、为什么.
func CheckedLines(checked []check.Checked) []CheckedLine {
	out := make([]CheckedLine, len(checked))
	for i, c := range checked {
		var counts []string
		for _, n := range []struct {
			n    int
			word string
		}{{c.Held, "无误"}, {c.Broken, "有误"}, {c.Undecided, "没有核对"}} {
			if n.n > 0 {
				counts = append(counts, fmt.Sprintf("%d 处%s", n.n, n.word))
			}
		}
		state := standings[c.State]
		if c.State == check.Undecided && c.Held == 0 {
			state = "没有核对"
		}
		out[i] = CheckedLine{c.Title, state, strings.Join(counts, "，"), plain(strings.Join(c.Why, "；"))}
	}
	return out
}

// text is the line as a list writes it: 台账各类经费与资金表：4 处无误，1 处有误（…）.
func (l CheckedLine) text() string {
	s := l.Count
	if s == "" {
		s = l.State
	}
	if l.Why != "" {
		s += "（" + l.Why + "）"
	}
	return s
}

// standing tells of the checks what a calm sentence must know.
type standing struct {
	core      bool     // a core check is undecided
	any       bool     // one of all is
	undecided []string // their titles
	absent    []string
	known     bool // the checks are known at all
}

func standingOf(checked []check.Checked) standing {
	s := standing{known: len(checked) > 0}
	for _, c := range checked {
		switch c.State {
		case check.Undecided:
			s.any = true
			s.core = s.core || rules.IsCore(c.Check)
			s.undecided = append(s.undecided, c.Title)
		case check.Missing:
			s.absent = append(s.absent, c.Title)
		}
		if c.State == check.Broken && c.Undecided > 0 {
			s.any = true
			s.core = s.core || rules.IsCore(c.Check)
			s.undecided = append(s.undecided, c.Title)
		}
	}
	return s
}

// absentWords names in the same sentence what there was nothing to check of.
func (s standing) absentWords() string {
	if len(s.absent) == 0 {
		return ""
	}
	return "；没有可核对的：" + strings.Join(s.absent, "、")
}
