package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// An exprKind is a node type of a condition.
type exprKind uint8

const (
	ExPresent exprKind = iota // a name alone: is there something?
	exCompare
	ExAnd
	ExOr
	ExNot
)

// An Expr is a parsed condition. There is nothing in it but comparison, 且, 或, 非 and presence.
type Expr struct {
	Kind exprKind
	Op   string // < <= > >= = !=
	X, Y *Expr  // operands of 且, 或, 非
	A, B Operand
}

// An Operand is one side of a comparison.
type Operand struct {
	Path    Path
	IsPath  bool
	Number  decimal.Decimal
	IsNum   bool
	Text    string // a quoted string, or the literal as written
	percent bool
}

// Paths calls f for every field the condition names.
func (e *Expr) Paths(f func(Path)) {
	if e == nil {
		return
	}
	e.X.Paths(f)
	e.Y.Paths(f)
	for _, o := range []*Operand{&e.A, &e.B} {
		if o.IsPath {
			f(o.Path)
		}
	}
}

func condf(msg string) *problem.Fault {
	return &problem.Fault{ID: problem.Condition, Msg: msg, Hint: "条件写成“如果 字段 < 100%”，可以用 且、或、非 和括号连接；文字用引号括起来。"}
}

type token struct {
	kind byte // 'w' word, 'n' number, 's' string, 'o' comparison, '(' ')' '&' '|' '!'
	text string
	num  decimal.Decimal
	pct  bool
}

// maxCondition bounds the text of a condition, in bytes.
const maxCondition = 2000

// parseCondition reads the text after 如果.
func parseCondition(s string) (*Expr, *problem.Fault) {
	if len(s) > maxCondition {
		return nil, condf("条件太长")
	}
	toks, err := tokens(s)
	if err != nil {
		return nil, err
	}
	if len(toks) == 0 {
		return nil, condf("“如果”后面没有写条件")
	}
	p := &condParser{toks: toks}
	e, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.i < len(toks) {
		return nil, condf("条件里多出“" + toks[p.i].text + "”")
	}
	return e, nil
}

var compareWords = map[string]string{
	"<": "<", "<=": "<=", "=<": "<=", "≤": "<=", "≦": "<=", ">": ">", ">=": ">=", "=>": ">=", "≥": ">=", "≧": ">=",
	"=": "=", "==": "=", "!=": "!=", "<>": "!=", "≠": "!=",
	"小于": "<", "小于等于": "<=", "不大于": "<=", "不超过": "<=", "大于": ">", "大于等于": ">=", "不小于": ">=", "不低于": ">=",
	"等于": "=", "是": "=", "不等于": "!=", "不是": "!=",
}

const (
	openQuotes  = "\"“”„‟″＂'‘’＇「『"
	closeDouble = "\"“”„‟″＂"
	closeSingle = "'‘’＇"
)

func closesQuote(open, r rune) bool {
	switch {
	case open == '「':
		return r == '」'
	case open == '『':
		return r == '』'
	case strings.ContainsRune(closeDouble, open):
		return strings.ContainsRune(closeDouble, r)
	}
	return strings.ContainsRune(closeSingle, r)
}

// tokens cuts a condition into words, numbers, strings and signs.
func tokens(s string) ([]token, *problem.Fault) {
	var out []token
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) || wml.Invisible(r) {
			i += n
			continue
		}
		if strings.ContainsRune(openQuotes, r) {
			j := strings.IndexFunc(s[i+n:], func(q rune) bool { return closesQuote(r, q) })
			if j < 0 {
				return nil, condf("引号没有成对")
			}
			out = append(out, token{kind: 's', text: s[i+n : i+n+j]})
			_, k := utf8.DecodeRuneInString(s[i+n+j:])
			i += n + j + k
			continue
		}
		tok, used := plainToken(s[i:], len(out) > 0 && endsOperand(out[len(out)-1]))
		out = append(out, tok)
		i += used
	}
	return out, nil
}

func endsOperand(t token) bool { return strings.IndexByte("wns)", t.kind) >= 0 }

// operators are the words that join or turn conditions.
var operators = map[string]bool{"且": true, "并且": true, "或": true, "或者": true, "非": true}

const signs = "<>=!≤≥≠≦≧"

// plainToken reads a token that is not quoted. afterOperand tells 且得分 from a name that begins with 且.
func plainToken(s string, afterOperand bool) (token, int) {
	end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(openQuotes, r) })
	if end < 0 {
		end = len(s)
	}
	// Normalise rune by rune, so that the length consumed is known.
	var word strings.Builder
	used, class, inName := 0, 0, false
	for used < end {
		r, n := utf8.DecodeRuneInString(s[used:])
		c := r
		if !strings.ContainsRune(signs, r) { // NFKC would take ≠ apart
			if f := norm.NFKC.String(string(r)); utf8.RuneCountInString(f) == 1 {
				c, _ = utf8.DecodeRuneInString(f)
			}
		}
		k := 1
		switch {
		case c == '(' || c == ')':
			k = 2
		case strings.ContainsRune(signs, c):
			k = 3
		}
		if class == 1 && c == '(' && !operators[word.String()] { // 单位(全称) is one name
			inName = true
		}
		if inName {
			k, inName = 1, c != ')'
		}
		if class == 0 {
			class = k
		}
		if k != class || class == 2 && used > 0 {
			break
		}
		word.WriteRune(c)
		used += n
		w := word.String()
		if class == 1 && (afterOperand && (w == "且" || w == "或")) {
			break
		}
	}
	w := word.String()
	switch {
	case class == 2:
		return token{kind: w[0], text: w}, used
	case class == 3:
		return token{kind: 'o', text: w}, used
	case w == "且" || w == "并且":
		return token{kind: '&', text: w}, used
	case w == "或" || w == "或者":
		return token{kind: '|', text: w}, used
	case w == "非":
		return token{kind: '!', text: w}, used
	case compareWords[w] != "" && afterOperand:
		return token{kind: 'o', text: w}, used
	}
	if num, pct, k := numberPrefix(w); k > 0 {
		return token{kind: 'n', text: w[:k], num: num, pct: pct}, normalPrefix(s, k)
	}
	return token{kind: 'w', text: w}, used
}

// normalPrefix returns how many bytes of s normalise to k bytes.
func normalPrefix(s string, k int) int {
	i := 0
	for k > 0 && i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		f := norm.NFKC.String(string(r))
		k -= len(f)
		i += n
	}
	return i
}

var numberUnits = []struct {
	name string
	exp  int32
}{{"万元", 4}, {"亿元", 8}, {"万", 4}, {"亿", 8}, {"元", 0}, {"%", -2}, {"", 0}}

// numberPrefix reads a literal like 100%, -3.5, 1,000 or 36万 at the start of w; k is its length. A word that goes on
// with letters (2022年度) is a name, unless 且 or 或 follows.
func numberPrefix(w string) (d decimal.Decimal, percent bool, k int) {
	digits := false
	for k < len(w) && (w[k] >= '0' && w[k] <= '9' || digits && (w[k] == '.' || w[k] == ',') || k == 0 && (w[k] == '-' || w[k] == '+')) {
		digits = digits || w[k] >= '0' && w[k] <= '9'
		k++
	}
	if !digits || k > 40 {
		return d, false, 0
	}
	d, err := decimal.NewFromString(strings.ReplaceAll(strings.TrimPrefix(w[:k], "+"), ",", ""))
	if err != nil {
		return d, false, 0
	}
	for _, u := range numberUnits {
		if rest, ok := strings.CutPrefix(w[k:], u.name); ok {
			if rest != "" && !strings.HasPrefix(rest, "且") && !strings.HasPrefix(rest, "或") {
				continue
			}
			return d.Shift(u.exp), u.name == "%", k + len(u.name)
		}
	}
	return d, false, 0
}

type condParser struct {
	toks []token
	i    int
}

func (p *condParser) peek() byte {
	if p.i < len(p.toks) {
		return p.toks[p.i].kind
	}
	return 0
}

func (p *condParser) or(depth int) (*Expr, *problem.Fault) { return p.chain('|', ExOr, p.and, depth) }

func (p *condParser) and(depth int) (*Expr, *problem.Fault) { return p.chain('&', ExAnd, p.not, depth) }

func (p *condParser) chain(sep byte, k exprKind, next func(int) (*Expr, *problem.Fault), depth int) (*Expr, *problem.Fault) {
	x, err := next(depth)
	for err == nil && p.peek() == sep {
		p.i++
		var y *Expr
		if y, err = next(depth); err == nil {
			x = &Expr{Kind: k, X: x, Y: y}
		}
	}
	return x, err
}

func (p *condParser) not(depth int) (*Expr, *problem.Fault) {
	if depth > 50 {
		return nil, condf("条件太复杂")
	}
	switch p.peek() {
	case '!':
		p.i++
		x, err := p.not(depth + 1)
		return &Expr{Kind: ExNot, X: x}, err
	case '(':
		p.i++
		x, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.peek() != ')' {
			return nil, condf("括号没有成对")
		}
		p.i++
		return x, nil
	}
	return p.compare()
}

func (p *condParser) compare() (*Expr, *problem.Fault) {
	a, err := p.operand(true)
	if err != nil {
		return nil, err
	}
	if p.peek() != 'o' {
		if !a.IsPath {
			return nil, condf("“" + a.Text + "”不是字段，不能单独作条件")
		}
		return &Expr{Kind: ExPresent, A: a}, nil
	}
	op := compareWords[p.toks[p.i].text]
	if op == "" {
		return nil, condf("不认识比较符号“" + p.toks[p.i].text + "”")
	}
	p.i++
	b, err := p.operand(false)
	if err != nil {
		return nil, err
	}
	return &Expr{Kind: exCompare, Op: op, A: a, B: b}, nil
}

// literals are words that stand for a value on the right side of a comparison; on the left they are field names.
var literals = map[string]string{"真": "是", "是": "是", "假": "否", "否": "否", "空": ""}

func (p *condParser) operand(left bool) (Operand, *problem.Fault) {
	if p.i >= len(p.toks) {
		return Operand{}, condf("条件没有写完")
	}
	t := p.toks[p.i]
	p.i++
	switch t.kind {
	case 'n':
		return Operand{IsNum: true, Number: t.num, Text: t.text, percent: t.pct}, nil
	case 's':
		return Operand{Text: t.text}, nil
	case 'w':
		if v, ok := literals[t.text]; ok && !left {
			return Operand{Text: v}, nil
		}
		pt, err := ParsePath(t.text)
		if err != nil {
			err.ID = problem.Condition
		}
		return Operand{Path: pt, IsPath: true, Text: t.text}, err
	}
	return Operand{}, condf("“" + t.text + "”的位置不对")
}

// Word reports whether a path is the right side of a comparison: it may be a text that lacks its quotes.
func (e *Expr) Word(p Path) bool { return e.compares(p) != nil }

// Quoted is the comparison that has a path on its right side, with quotes around that.
func (e *Expr) Quoted(p Path) string {
	c := e.compares(p)
	if c == nil {
		return ""
	}
	return c.A.Text + " " + c.Op + ` "` + p.Raw + `"`
}

// compares returns the comparison that has a path on its right side, nil if none has.
func (e *Expr) compares(p Path) *Expr {
	if e == nil {
		return nil
	}
	if e.Kind == exCompare && e.B.IsPath && e.B.Path.Raw == p.Raw {
		return e
	}
	if c := e.X.compares(p); c != nil {
		return c
	}
	return e.Y.compares(p)
}
