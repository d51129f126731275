package project

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/xlsxtest"
)

// workbook is one from lines of package xlsxtest.
func workbook(t *testing.T, name, text string) Input {
	t.Helper()
	data, err := xlsxtest.Workbook(text)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Name: name, Data: data}
}

// form is a 自评表 with its money in 万元.
const form = `# 自评表
A1:J1 项目支出绩效自评表
A2:J2 （2023年度）
A3 项目名称
C3 科普经费
A4 主管部门
C4 甲县科学技术协会
A5 项目资金（万元）
D5 年初预算数
E5 全年预算数
F5 全年执行数
G5 分值
H5 执行率
I5 得分
B6 年度资金总额
D6 10
E6 10
F6 9
G6 10
H6 '90%
I6 9
A7 绩效指标
B7 一级指标
C7 二级指标
D7 三级指标
E7 年度指标值
F7 实际完成值
G7 分值
H7 得分
I7 偏差原因分析及改进措施
B8 产出指标
C8 数量指标
D8 活动场次
E8 '≥10场
F8 '10场
G8 90
H8 90
A9 总分
G9 100
H9 99
`

// money says what a project's money comes to and what the notes of some rules say.
func money(p *model.Project) string {
	f := p.Fund()
	show := func(s model.Sum) string {
		if n, ok := s.Part(); ok {
			return n.String()
		}
		return "-"
	}
	return fmt.Sprintf("%s %s %s", show(f.Planned), show(f.Received), show(f.Spent))
}

func notes(p *model.Project, rules ...string) string {
	var out []string
	for _, n := range p.Notes {
		for _, r := range rules {
			if n.Rule == r {
				mild := ""
				if n.Mild {
					mild = "~"
				}
				out = append(out, mild+strings.TrimPrefix(n.Rule, "import/")+" "+n.Pos.SheetName()+"!"+n.Pos.Cell())
			}
		}
	}
	return strings.Join(out, "; ")
}

// TestSources: each sum comes from the best source that states it, with a note
// where that is second best, and an error where there is none.
func TestSources(t *testing.T) {
	whole := "# 资金表\nA1 2023年度资金表\nD1 单位：元\nA2 支出方向\nB2 计划资金\nC2 到位资金\nD2 实际支出\nA3 宣传\nB3 100000\nC3 100000\nD3 90000\n"
	noSpent := "# 资金表\nA1 2023年度资金表\nD1 单位：元\nA2 支出方向\nB2 计划资金\nC2 到位资金\nA3 宣传\nB3 100000\nC3 100000\n"
	spent := "# 支出\nA1 2023年度资金支出情况\nC1 单位：元\nA2 支出方向\nB2 到位资金\nC2 实际支出\nA3 宣传\nB3 100000\nC3 90000\n"
	for _, c := range []struct{ name, text, want, notes string }{
		{"a fund table", whole, "100000 100000 90000", ""},
		{"no column of spending anywhere", noSpent, "100000 100000 -", "missing-column 资金表!D2"},
		{"the form states it", noSpent + form, "100000 100000 90000", "~missing-column 资金表!D2"},
		{"another table of the same rows states it", noSpent + spent, "100000 100000 90000", ""},
		{"the form alone", form, "100000 - 90000", ""},
	} {
		p, err := Read([]Input{workbook(t, "a.xlsx", c.text)}, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got, said := money(p), notes(p, "import/missing-column"); got != c.want || said != c.notes {
			t.Errorf("%s: got %q, %q; want %q, %q", c.name, got, said, c.want, c.notes)
		}
	}
}

// TestBystanders: what is none of the project's changes nothing beside a perfect form.
func TestBystanders(t *testing.T) {
	alone, err := Read([]Input{workbook(t, "a.xlsx", form)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := money(alone)
	for name, text := range map[string]string{
		"决算表":            "# 决算\nA1 2023年度支出决算表\nD1 单位：万元\nA2 科目编码\nB2 科目名称\nC2 本年支出合计\nD2 基本支出\nE2 项目支出\nA3 '2060702\nB3 科普活动\nC3 380\nD3 300\nE3 80\nA4 合计\nC4 380\nD4 300\nE4 80\n",
		"固定资产":           "# 资产\nA1 固定资产\nA2 资产名称\nB2 数量\nC2 单价\nD2 存放地点\nA3 电脑\nB3 3\nC3 5000\nD3 一楼\n",
		"a damaged file": "",
	} {
		inputs := []Input{workbook(t, "a.xlsx", form), {Name: "b.xlsx", Data: []byte("PK\x03\x04 cut off")}}
		if text != "" {
			inputs[1] = workbook(t, "b.xlsx", text)
		}
		p, err := Read(inputs, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := money(p); got != want || len(p.Logs) > 0 || p.Unit.Value != alone.Unit.Value || p.Year.Value != alone.Year.Value {
			t.Errorf("%s: got %s, %d logs, want %s", name, got, len(p.Logs), want)
		}
		if said := notes(p, "import/missing-column"); said != "" {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// TestRefusedFiles: a file that cannot be opened is a note and takes nothing
// down; only when nothing can be read it is an error.
func TestRefusedFiles(t *testing.T) {
	good, bad := workbook(t, "好.xlsx", form), Input{Name: "坏.xlsx", Data: []byte("Rar!....")}
	p, err := Read([]Input{bad, good}, Options{})
	if err != nil || notes(p, "import/unreadable") != "unreadable !" || len(p.Files) != 2 || p.Files[0].Fault == "" || p.Files[0].SHA256 == "" || p.Files[1].Fault != "" {
		t.Errorf("%v, %+v", err, p)
	}
	p, err = Read([]Input{bad, bad}, Options{})
	if f, ok := errors.AsType[*grid.Fault](err); p != nil || !ok || f.Rule != "import/unreadable" {
		t.Errorf("%v, %v", p, err)
	}
	p, err = Read([]Input{bad, workbook(t, "空.xlsx", "# Sheet1\nA1 通讯录\n")}, Options{})
	if err == nil || !strings.Contains(err.Error(), "RAR") || !strings.Contains(err.Error(), "没有认出资金表") || p == nil {
		t.Errorf("%v, %v", p, err)
	}
}

// TestBlocks: six figures outside every table are named, five are only ignored.
func TestBlocks(t *testing.T) {
	for n, want := range map[int]string{5: "", 6: "unread 自评表!L20"} {
		text := form
		for i := range n {
			text += fmt.Sprintf("L%d %d\n", 20+i, 100+i)
		}
		p, err := Read([]Input{workbook(t, "a.xlsx", text)}, Options{})
		if err != nil || notes(p, "import/unread") != want {
			t.Errorf("%d figures: %q, %v", n, notes(p, "import/unread"), err)
		}
	}
}

// TestPersonal: what looks like somebody's is shown by its shape.
func TestPersonal(t *testing.T) {
	for _, c := range []struct{ header, text, want string }{
		{"主要做法", "设展板20块", "设展板20块"}, {"参加领导", "王建国", "某某某"}, {"联系电话", "8221-16", "0000-00"}, {"号码", "13800000000", "00000000000"}, {"类型", "讲座", "讲座"},
	} {
		got := c.text
		if personal(c.header, c.text) {
			got = shape(c.text)
		}
		if got != c.want {
			t.Errorf("%s %s: got %s", c.header, c.text, got)
		}
	}
}
