package profile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ziping/model"
)

// Learn writes down what was recognised in a project's workbooks as a profile
// that a person corrects once: every table with its sheet, and every column
// with the header words that stand there. Columns that were not understood
// stand as comments, with the nearest field. The result is YAML that Load reads.
func Learn(p *model.Project, base *Profile) []byte {
	var b bytes.Buffer
	b.WriteString(learnHead)
	seen := map[string]bool{}
	var unknown []model.Table
	for _, file := range p.Files {
		for _, t := range slices.Concat(file.Tables, file.Refused) {
			if t.Kind == "" {
				unknown = append(unknown, t)
				continue
			}
			form := base.form(t.Kind, t.Role)
			key := string(t.Kind) + "\x00" + t.Role + "\x00" + t.Pos.SheetName()
			if form == nil || seen[key] {
				continue
			}
			seen[key] = true
			learnTable(&b, t, form)
		}
	}
	if len(seen) == 0 {
		b.WriteString("  []\n")
	}
	for _, t := range unknown {
		learnUnknown(&b, t, base)
	}
	return b.Bytes()
}

const learnHead = `# 本单位的表头词表。由 ziping inspect --save-profile 写出，改好后在各命令里用 --profile 交回来。
# words 是表头的叫法，可以写多个；认错的，把叫法挪到对的字段下面；没认出的列写在注释里。
# 改好后可运行 ziping profile check 检查。
name: own
title: 本单位词表
forms:
`

func learnTable(b *bytes.Buffer, t model.Table, form *Form) {
	fmt.Fprintf(b, "  # %s\n", oneLine(t.Pos.File()+" 的工作表“"+t.Pos.SheetName()+"”，"+t.Range))
	role := ""
	if t.Role != "" {
		role = "    role: " + t.Role + "\n"
	}
	fmt.Fprintf(b, "  - kind: %s\n%s    title: %s\n    sheets: [%s]\n    fields:\n", t.Kind, role, quote(form.Title), quote(t.Pos.SheetName()))
	var order []string
	words := map[string][]string{}
	var unknown []model.Column
	for _, c := range t.Columns {
		if c.Header == "" {
			continue // understood by its place
		}
		if c.Field == "" || form.field(c.Field) == nil {
			unknown = append(unknown, c)
			continue
		}
		if words[c.Field] == nil {
			order = append(order, c.Field)
		}
		if !slices.Contains(words[c.Field], c.Header) {
			words[c.Field] = append(words[c.Field], c.Header)
		}
	}
	for _, name := range order {
		f := form.field(name)
		var quoted []string
		for _, w := range words[name] {
			quoted = append(quoted, quote(oneLine(w)))
		}
		fmt.Fprintf(b, "      - {name: %s, title: %s, type: %s, words: [%s]}\n", f.Name, quote(f.Title), f.Type, strings.Join(quoted, ", "))
	}
	if len(order) == 0 {
		b.WriteString("      []\n")
	}
	for _, c := range unknown {
		near := "没有相近的字段"
		if c.Guess != "" {
			near = "最近的是“" + oneLine(c.Guess) + "”"
		}
		fmt.Fprintf(b, "      # 未认出：%s（%s），%s\n", quote(oneLine(c.Header)), c.Cell, near)
	}
	learnRest(b, form, words)
}

// learnUnknown writes, as comments, how a sheet that nobody knows would stand in
// the profile if it were a 资金表 or a 活动台账.
func learnUnknown(b *bytes.Buffer, t model.Table, base *Profile) {
	var words []string
	for _, c := range t.Columns {
		w := quote(oneLine(c.Header)) + "（" + c.Cell
		if c.Guess != "" {
			w += "，最近的是“" + oneLine(c.Guess) + "”"
		}
		words = append(words, w+"）")
	}
	fmt.Fprintf(b, "\n# %s 没有认出。看着像表头的一行是：\n#   %s\n", oneLine(t.Pos.File()+" 的工作表“"+t.Pos.SheetName()+"”"), strings.Join(words, "、"))
	for _, kind := range []model.TableKind{model.KindFund, model.KindActivity} {
		form := base.form(kind, "")
		if form == nil {
			continue
		}
		fmt.Fprintf(b, "# 如果是%s，把下面几行写到 forms: 下面（去掉 # 和 []），叫法填在引号里：\n#  - kind: %s\n#    sheets: [%s]\n#    fields:\n", form.Title, kind, quote(t.Pos.SheetName()))
		for _, f := range form.Fields {
			if f.Required || f.Strong {
				fmt.Fprintf(b, "#      - {name: %s, words: [\"\"]}  # %s\n", f.Name, f.Title)
			}
		}
	}
}

// learnRest lists, as comments, the fields the table does not have yet, so that
// a person sees what can be assigned.
func learnRest(b *bytes.Buffer, form *Form, words map[string][]string) {
	var missing, rest []string
	for _, f := range form.Fields {
		switch name := f.Name + "（" + f.Title + "）"; {
		case words[f.Name] != nil:
		case f.Required:
			missing = append(missing, name)
		default:
			rest = append(rest, name)
		}
	}
	if len(missing) > 0 {
		fmt.Fprintf(b, "      # 还缺必须有的：%s\n", oneLine(strings.Join(missing, "、")))
	}
	if len(rest) > 0 {
		fmt.Fprintf(b, "      # 还可以有：%s\n", oneLine(strings.Join(rest, "、")))
	}
}

// field returns the field of that name, nil when the form has none.
func (f *Form) field(name string) *Field {
	for i := range f.Fields {
		if f.Fields[i].Name == name {
			return &f.Fields[i]
		}
	}
	return nil
}

// quote is a double-quoted YAML scalar: JSON strings are.
func quote(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s)
	return strings.TrimSuffix(b.String(), "\n")
}

func oneLine(s string) string { return strings.Join(strings.Fields(model.Visible(s)), " ") }
