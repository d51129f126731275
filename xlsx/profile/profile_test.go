package profile

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"ziping/model"
)

// canonical is the contract: field names appear in JSON and in users' files.
// A name is added here when it is added to a built-in form, and never removed.
var canonical = map[string]string{
	"basic":     "name code department unit year document issued period start end leader basis purpose content goal contact other",
	"fund":      "index code label category initial planned adjusted received source spent balance rate receipt quantity price date voucher payee document handler detail year remark",
	"items":     "index category label quantity price planned spent description date handler remark",
	"ledger":    "index date month voucher payee label category received spent balance handler document remark",
	"activity":  "index category name when start end place organizer form sessions participants also.reach youth materials also.gifts volunteers cost effect audience evidence contact remark",
	"allotment": "index unit amount document date project code remark",
	"text": "index name body remark text.conclusion text.problems text.plan text.completion text.funds text.overview text.experience " +
		"text.organization text.application text.deviation text.other",
	"waiver": "index rule sheet cell reason remark",
	"form": "head.name head.code head.department head.central head.unit head.year head.leader head.period head.score head.grade head.other " +
		"block.money money.initial money.budget money.received money.spent money.weight money.rate money.score money.reason " +
		"row.total row.fiscal row.carry row.local row.other block.goal goal.planned goal.actual " +
		"block.indicator ind.l1 ind.l2 ind.l3 ind.l4 ind.op ind.unit ind.target ind.initial ind.actual ind.weight ind.score ind.reason ind.method " +
		"execution total text note task management foreign.target foreign.monitor",
}

func TestBuiltinNamesAreKnown(t *testing.T) {
	for _, e := range List() {
		want := strings.Fields(canonical[e.Name])
		form := e.Form()
		for _, f := range form.Fields {
			if !slices.Contains(want, f.Name) {
				t.Errorf("%s.yaml: field %q is not a canonical name", e.Name, f.Name)
			}
		}
		for _, name := range want {
			if form.field(name) == nil {
				t.Errorf("%s.yaml: canonical field %q is gone", e.Name, name)
			}
		}
	}
}

func TestBuiltinFormsAreSound(t *testing.T) {
	for _, e := range List() {
		form := e.Form()
		if form.Title == "" || len(form.Sheets) == 0 || len(form.Titles) == 0 {
			t.Errorf("%s.yaml: title, sheets or titles missing", e.Name)
		}
		seen := map[string]bool{}
		for _, f := range form.Fields {
			if seen[f.Name] {
				t.Errorf("%s.yaml: field %s twice", e.Name, f.Name)
			}
			seen[f.Name] = true
			if f.Title == "" || len(f.Words) == 0 {
				t.Errorf("%s.yaml: field %s without title or words", e.Name, f.Name)
			}
			if kinds[form.Kind] == "" || types[f.Type] == "" {
				t.Errorf("%s.yaml: kind %q, field %s, type %q", e.Name, form.Kind, f.Name, f.Type)
			}
		}
	}
}

func TestDefaultPutsMainFormsFirst(t *testing.T) {
	p := Default()
	for kind := range kinds {
		form := p.Form(kind)
		if form == nil || form.Role != "" {
			t.Errorf("%s: got %+v, want the form without a role", kind, form)
		}
	}
	if p != Default() {
		t.Error("Default is not shared")
	}
}

func TestSaveLoads(t *testing.T) {
	want := Default()
	got, err := Load(Save(want), "default.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(withoutRepeats(want), got); d != "" {
		t.Error(d)
	}
	again := Save(got)
	if d := cmp.Diff(string(Save(want)), string(again)); d != "" && len(d) > 0 && cmp.Equal(withoutRepeats(want), want) {
		t.Error(d)
	}
}

// withoutRepeats drops words that a list has twice by key: a saved file must
// not have them, a built-in may.
func withoutRepeats(p *Profile) *Profile {
	out := Join(&Profile{Name: p.Name, Title: p.Title}, p)
	for i := range out.Forms {
		f := &out.Forms[i]
		f.Sheets, f.Titles = onTop(nil, f.Sheets), onTop(nil, f.Titles)
		for j := range f.Fields {
			f.Fields[j].Words = onTop(nil, f.Fields[j].Words)
		}
	}
	return out
}

func TestSaveQuotes(t *testing.T) {
	words := []string{"no", "true", "2022", "a: b", "# 注", "预算数(A)", "执行率%", "[x]", "全年（调整）预算数", "“引”", "*", "- 甲", "1.5", "~", "甲, 乙", "it's", `"`, "null", "0x1f", "合 计"}
	p := &Profile{Name: "own", Title: "本县", Forms: []Form{{Kind: model.KindFund, Title: "资金表",
		Fields: []Field{{Name: "planned", Title: "计划资金", Type: "amount", Words: slices.DeleteFunc(words, func(w string) bool { return strings.HasPrefix(w, "“") }), Relaxed: true}}}}}
	got, err := Load(Save(p), "own.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(p, got); d != "" {
		t.Error(d)
	}
}

const small = `name: own
title: 本县词表
forms:
  - kind: fund
    sheets: [经费]
    fields:
      - {name: planned, words: [安排数, 市级财政]}
      - name: spent
        required: false
        words: [花掉的]
`

func TestLoad(t *testing.T) {
	p, err := Load([]byte(small), "x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := &Profile{Name: "own", Title: "本县词表", Forms: []Form{{Kind: "fund", Title: "资金表", Sheets: []string{"经费"}, Fields: []Field{
		{Name: "planned", Title: "计划资金", Type: "amount", Words: []string{"安排数", "市级财政"}},
		{Name: "spent", Title: "实际支出", Type: "amount", Words: []string{"花掉的"}, Relaxed: true},
	}}}}
	if d := cmp.Diff(want, p); d != "" {
		t.Error(d)
	}
}

func TestLoadSingleForm(t *testing.T) {
	p, err := Load([]byte("kind: activity\nfields:\n  - {name: when, words: [啥时候]}\n"), "dir/台账.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "台账" || p.Title != "活动台账" || len(p.Forms) != 1 {
		t.Errorf("got %+v", p)
	}
}

func TestLoadEncodings(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(small)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(small)
	if err != nil {
		t.Fatal(err)
	}
	want, err := Load([]byte(small), "x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data   string
		notice string
	}{
		"mark":    {"\xef\xbb\xbf" + small, ""},
		"crlf":    {strings.ReplaceAll(small, "\n", "\r\n"), ""},
		"gb18030": {gb, "GB18030"},
		"utf-16":  {utf16, "UTF-16"},
	} {
		got, err := Load([]byte(c.data), "x.yaml")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if (c.notice != "") != (len(got.Notices) == 1) || !strings.Contains(strings.Join(got.Notices, ""), c.notice) {
			t.Errorf("%s: notices %q", name, got.Notices)
		}
		got.Notices = nil
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestLoadFaults(t *testing.T) {
	for _, c := range []struct {
		name, data string
		line       int
		message    string
		hint       string
	}{
		{"unknown key", "forms:\n  - kind: fund\n    field: []\n", 3, "没有“field”这个键", "fields"},
		{"unknown top key", "name: a\nform: []\n", 2, "没有“form”这个键", "forms"},
		{"unknown field key", "forms:\n  - kind: fund\n    fields:\n      - {name: planned, word: [甲]}\n", 4, "没有“word”这个键", "words"},
		{"unknown kind", "forms:\n  - kind: funds\n", 2, "没有“funds”这种表", "fund（资金表）"},
		{"no kind", "forms:\n  - title: 资金表\n", 2, "没有写 kind", "kind: fund"},
		{"unknown role", "forms:\n  - kind: fund\n    role: item\n", 3, "没有“item”这种 role", "items"},
		{"role elsewhere", "forms:\n  - kind: activity\n    role: items\n", 3, "没有“items”这种 role", "kind: fund"},
		{"unknown field", "forms:\n  - kind: fund\n    fields:\n      - {name: planed, words: [甲]}\n", 4, "没有“planed”这个字段", "planned（计划资金）"},
		{"chinese field", "forms:\n  - kind: fund\n    fields:\n      - {name: 计划资金, words: [甲]}\n", 4, "没有“计划资金”这个字段", "planned（计划资金）"},
		{"no field name", "forms:\n  - kind: fund\n    fields:\n      - {words: [甲]}\n", 4, "字段没有写 name", "profile show"},
		{"field twice", "forms:\n  - kind: fund\n    fields:\n      - {name: spent, words: [甲]}\n      - {name: spent, words: [乙]}\n", 5, "spent 写了两次", "合到一起"},
		{"unknown type", "forms:\n  - kind: fund\n    fields:\n      - {name: spent, type: money, words: [甲]}\n", 4, "没有“money”这种 type", "amount"},
		{"other type", "forms:\n  - kind: fund\n    fields:\n      - {name: spent, type: text, words: [甲]}\n", 4, "type 只能是 amount", "amount"},
		{"word under two fields", "forms:\n  - kind: fund\n    fields:\n      - {name: planned, words: [盘子]}\n      - {name: spent, words: [盘 子]}\n", 5, "“盘 子”同时写在 planned", "只能归一个"},
		{"word twice", "forms:\n  - kind: fund\n    fields:\n      - {name: planned, words: [盘子, 盘　子]}\n", 4, "写了两次", "删去一个"},
		{"number for a word", "forms:\n  - kind: fund\n    fields:\n      - {name: planned, words: [2022]}\n", 4, "应是文字", `"2022"`},
		{"text for a truth", "forms:\n  - kind: fund\n    fields:\n      - {name: planned, required: 是, words: [甲]}\n", 4, "true 或 false", "true（是）"},
		{"text for a list", "forms:\n  - kind: fund\n    fields:\n      - {name: planned, words: 甲}\n", 4, "应是一个清单", "[甲, 乙]"},
		{"list for a text", "name: [a]\nforms: []\n", 1, "应是文字", ""},
		{"full-width comma", "forms:\n  - kind: fund\n    fields:\n      - {name: planned, words: [甲，乙]}\n", 4, "全角逗号", "半角逗号"},
		{"full-width quotes", "forms:\n  - kind: fund\n    fields:\n      - {name: planned, words: [“甲”]}\n", 4, "引号是全角", "半角"},
		{"full-width colon", "name：own\nforms:\n  - kind: fund\n", 0, "", "全角“：”"},
		{"full-width colon below", "forms:\n  - kind: fund\n    title：资金表\n    fields: []\n", 0, "", "全角“：”"},
		{"tab", "forms:\n\t- kind: fund\n", 2, "", "制表符（Tab）"},
		{"no blank", "forms:\n  - kind:fund\n", 2, "", "冒号后面要有一个空格"},
		{"full-width brackets", "forms:\n  - kind: fund\n    sheets: ［甲］\n", 3, "应是一个清单", "[甲, 乙]"},
		{"open bracket", "forms:\n  - kind: fund\n    sheets: [甲\n", 3, "", ""},
		{"key twice", "name: a\nname: b\nforms: []\n", 2, "写了两次", "只留一处"},
		{"no forms", "name: a\n", 0, "没有 forms", "kind"},
		{"misplaced", "name: a\nfields: []\nforms: []\n", 2, "fields 不在该在的地方", "forms 下面"},
		{"empty", "", 0, "没有内容", ""},
		{"comment only", "# 词表\n", 0, "没有内容", ""},
		{"two documents", small + "---\n" + small, 0, "不止一份", "---"},
		{"binary", "PK\x03\x04\x00\x00", 0, "不是文本文件", "UTF-8"},
		{"deep", "forms: " + strings.Repeat("[", 100000), 1, "嵌套太深", ""},
		{"deep dashes", strings.Repeat("- ", 100000), 1, "嵌套太深", ""},
		{"alias", "name: &a own\ntitle: *a\nforms: []\n", 1, "", ""},
		{"large", strings.Repeat("# 说明\n", 1<<15), 0, "文件太大", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load([]byte(c.data), "本县.yaml")
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want an *Error", err)
			}
			if c.line > 0 && e.Line != c.line {
				t.Errorf("line %d, want %d: %v", e.Line, c.line, err)
			}
			if !strings.Contains(e.Message, c.message) || !strings.Contains(e.Hint, c.hint) || e.Message == "" {
				t.Errorf("got %q / %q, want %q / %q", e.Message, e.Hint, c.message, c.hint)
			}
		})
	}
}

func TestLoadReportsEveryFault(t *testing.T) {
	_, err := Load([]byte("forms:\n  - kind: fund\n    sheet: [甲]\n    fields:\n      - {name: planed, words: [甲]}\n      - {name: spent, typ: amount, words: [乙]}\n"), "本县.yaml")
	text := err.Error()
	for _, want := range []string{"本县.yaml 第 3 行", "本县.yaml 第 5 行", "本县.yaml 第 6 行", "  5 |       - {name: planed", "办法：是不是 planned（计划资金）？"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestJoin(t *testing.T) {
	over, err := Load([]byte(small), "x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before := string(Save(Default()))
	p := Join(Default(), over)
	fund := p.Form(model.KindFund)
	if fund.Sheets[0] != "经费" || p.Name != "own" {
		t.Errorf("sheets %v, name %s", fund.Sheets[:2], p.Name)
	}
	planned, source, spent := fund.field("planned"), fund.field("source"), fund.field("spent")
	if !slices.Equal(planned.Words[:2], []string{"安排数", "市级财政"}) || len(planned.Words) < 10 {
		t.Errorf("planned: %v", planned.Words)
	}
	if slices.Contains(source.Words, "市级财政") || !slices.Contains(source.Words, "县级财政") {
		t.Errorf("a word given to planned is still source's: %v", source.Words)
	}
	if spent.Required || spent.Words[0] != "花掉的" {
		t.Errorf("spent: required %v, words %v", spent.Required, spent.Words[:1])
	}
	if string(Save(Default())) != before {
		t.Error("Join changed the base")
	}
}

func TestMatch(t *testing.T) {
	p := Default()
	for _, c := range []struct {
		kind       model.TableKind
		text       string
		field, how string
	}{
		{"fund", "计划资金", "planned", Exact},
		{"fund", " 计划\n资金 ", "planned", Exact},
		{"fund", "实际支出（万元）", "spent", Bare},
		{"fund", "实际支出/元", "spent", Bare},
		{"fund", "3.实际支出：", "spent", Bare},
		{"fund", "预算执行率（B/A×100%）", "rate", Bare},
		{"fund", "科普项目本年度实际支出", "spent", Inside},
		{"fund", "结余资金明细", "balance", Inside},
		{"fund", "领导批示", "", ""},
		{"fund", "", "", ""},
		{"activity", "活动场次（场）", "sessions", Bare},
		{"activity", "其中：青少年（人次）", "youth", Bare},
		{"allotment", "下达金额", "amount", Exact},
	} {
		f, how, ok := p.Form(c.kind).Match(c.text)
		name := ""
		if ok {
			name = f.Name
		}
		if name != c.field || how != c.how {
			t.Errorf("%s %q: got %s %s, want %s %s", c.kind, c.text, name, how, c.field, c.how)
		}
	}
}

func TestNearest(t *testing.T) {
	fund := Default().Form(model.KindFund)
	for text, want := range map[string]string{
		"计划资全":   "计划资金",
		"预算执行进庻": "预算执行进度",
		"实际支岀":   "实际支出",
		"天气":     "",
		"":       "",
	} {
		if got := fund.Nearest(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("forms:\n  - {kind: fund, fields: [{name: planned, words: ['甲', \"乙\"]}]}\n"))
	f.Add([]byte("a: &x [*x]\n<<: *x\n!!map {? a : b}\n"))
	f.Add([]byte("forms: |\n  x\n? - a\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Load(data, "x.yaml")
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Message == "" {
				t.Fatalf("not an *Error: %v", err)
			}
			return
		}
		again, err := Load(Save(p), "x.yaml")
		if err != nil {
			t.Fatalf("saved profile does not load: %v\n%s", err, Save(p))
		}
		p.Notices = nil
		if d := cmp.Diff(p, again, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Relaxed" }, cmp.Ignore())); d != "" {
			t.Fatal(d)
		}
	})
}
