package render

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
)

// Sample is a complete project to show templates with: the figures of a
// published report of 2022, as if read from a workbook laid out like the blank
// one. Every value has its place, so that the trace can be shown as well. Its
// figures agree: there are no findings.
func Sample() (*model.Project, []check.Finding) {
	s := &sampler{}
	p := &model.Project{}
	s.basics(p)
	p.Funds = []*model.FundTable{s.fundTable()}
	p.Logs = []*model.ActivityLog{s.log()}
	p.Forms = []*model.Form{s.form()}
	s.texts(p)
	p.Files, p.Sheets = []model.File{{Name: sampleFile, Format: "xlsx"}}, s.sheets
	return p, nil
}

const sampleFile = "张掖市科协2022年度科普经费绩效自评.xlsx"

// A sampler places cells on the sheet it is at.
type sampler struct {
	sheet  *model.Sheet
	sheets []*model.Sheet
}

func (s *sampler) open(name string) *model.Sheet {
	s.sheet = &model.Sheet{File: sampleFile, Name: name, Order: len(s.sheets)}
	s.sheets = append(s.sheets, s.sheet)
	return s.sheet
}

func (s *sampler) pos(row, col int) model.Pos {
	return model.Pos{Sheet: s.sheet, Row: int32(row), Col: int32(col)}
}

// cell is a known cell, or a blank one for "" and a dash for "—".
func cell[T any](s *sampler, row, col int, typed string, value func(string) T) model.Cell[T] {
	c := model.Cell[T]{Text: typed, Pos: s.pos(row, col), State: model.Known}
	switch typed {
	case "":
		c.State = model.Blank
	case "—":
		c.State = model.None
	default:
		c.Value = value(typed)
	}
	return c
}

func (s *sampler) text(row, col int, typed string) model.Cell[string] {
	return cell(s, row, col, typed, func(t string) string { return t })
}

func mustDecimal(t string) decimal.Decimal { return decimal.RequireFromString(t) }

// money is an amount typed in 万元 (shift 4) or 元 (shift 0).
func (s *sampler) money(row, col int, typed string, shift int32) model.Cell[model.Amount] {
	return cell(s, row, col, typed, func(t string) model.Amount {
		d := mustDecimal(t)
		return model.Amount{Yuan: d.Shift(shift), Place: d.Exponent() + shift}
	})
}

func (s *sampler) count(row, col int, typed, unit string) model.Cell[model.Count] {
	return cell(s, row, col, typed, func(t string) model.Count { return model.Count{N: mustDecimal(t), Unit: unit} })
}

func (s *sampler) number(row, col int, typed string) model.Cell[model.Number] {
	return cell(s, row, col, typed, func(t string) model.Number {
		d := mustDecimal(t)
		return model.Number{N: d, Place: d.Exponent()}
	})
}

func (s *sampler) ratio(row, col int, typed string) model.Cell[model.Ratio] {
	return cell(s, row, col, typed, func(t string) model.Ratio {
		return model.Ratio{R: mustDecimal(strings.TrimSuffix(t, "%")).Shift(-2), Place: -2, Percent: true}
	})
}

func (s *sampler) basics(p *model.Project) {
	s.open("基本信息")
	p.Name = s.text(3, 2, "科普工作经费")
	p.Year = cell(s, 3, 4, "2022年", func(string) int { return 2022 })
	p.Department = s.text(4, 2, "张掖市科学技术协会")
	p.Unit = s.text(4, 4, "张掖市科学技术协会")
	p.DocNumber = s.text(5, 2, "")
	p.Issued = s.money(5, 4, "36", 4)
	p.Period = cell(s, 6, 2, "2022年1月1日——2022年12月31日", func(string) model.DateRange {
		return model.DateRange{From: model.Date{Year: 2022, Month: 1, Day: 1}, To: model.Date{Year: 2022, Month: 12, Day: 31}}
	})
	p.Basis = s.text(7, 2, "1.《中华人民共和国科学技术普及法》\n2.《甘肃省科学技术普及条例》\n3.《张掖市全民科学素质行动计划纲要实施计划（2016-2020年）》")
	p.Purpose = s.text(8, 2, "通过科普宣传、青少年科技教育和实用技术培训，提高公民科学素质，促进科技成果转化应用。")
	p.Content = s.text(9, 2, "青少年科技教育、农业实用技术培训、主题科普宣传活动、科普宣传阵地建设。")
	p.Goal = s.text(10, 2, "组织主题科普宣传20场次以上、农业实用技术培训300场次以上，受益群众10万人次以上。")
}

func (s *sampler) fundTable() *model.FundTable {
	sheet := s.open("资金表")
	t := &model.FundTable{Table: &model.Table{Kind: model.KindFund, Pos: model.Pos{Sheet: sheet, Row: 1, Col: 1}, Unit: "万元"}, Title: s.text(1, 1, "2022年度科普工作经费资金使用情况表")}
	for i, line := range []string{"主题科普宣传活动 12.6", "科普宣传阵地建设 9.8", "农业实用技术培训 7.2", "青少年科技教育活动 6.4", "合计 36"} {
		name, sum, _ := strings.Cut(line, " ")
		row := 5 + i
		r := &model.FundRow{
			Pos: s.pos(row, 2), Label: s.text(row, 2, name),
			Planned: s.money(row, 3, sum, 4), Received: s.money(row, 6, sum, 4), Spent: s.money(row, 7, sum, 4), Balance: s.money(row, 8, "0", 4), Rate: s.ratio(row, 9, "100%"),
			Sources: []model.Source{{Name: "市级财政", Amount: s.money(row, 4, sum, 4)}, {Name: "其他资金", Amount: s.money(row, 5, "0", 4)}},
		}
		if name == "合计" {
			r.Kind, r.Label, r.Pos, r.Covers = model.Total, s.text(row, 1, name), s.pos(row, 1), []int{0, 1, 2, 3}
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// sampleLog is one activity a line: category, name, time, place, organizer,
// sessions, participants, youth, materials, cost, effect.
const sampleLog = `
主题科普宣传活动|科普大篷车联合行动及志愿服务活动|2022年5月20日-9月30日|各县区|市科协|15|11000||8000|52000|进校园、进社区、进乡村巡展
主题科普宣传活动|“科普促发展·助力金张掖”科技志愿服务|2022年7月8日|中心广场|市科协、市总工会|1|16000||5000|38000|开展科普体验活动
主题科普宣传活动|全国科技工作者日|2022年5月30日|甘州区|市科协|1|600|||9000|走访慰问科技工作者
主题科普宣传活动|科技活动周|2022年5月21日-28日|各县区|市科协|6|4200|||15000|集中展示科技成果
主题科普宣传活动|世界环境日|2022年6月5日|甘州区|市科协|1|900|||6000|宣传生态环保知识
主题科普宣传活动|食品安全日|2022年6月7日|甘州区|市科协|1|800|||6000|普及食品安全常识
青少年科技教育活动|第二十届中国青少年机器人竞赛（甘肃赛区）选拔赛|2022年5月13日-16日|山丹县|市科协、山丹县委县政府|1|712|712||30000|281支队伍参赛，本市6所学校21名学生获奖
青少年科技教育活动|甘肃机械科普知识进校园|2022年6月|高台县、山丹县|市科协|3|2600|2600|3010|14000|捐赠图册2000册、拼装模型1000套、丛书10套
青少年科技教育活动|青少年高校科学营|2022年7月|兰州市|市科协|1|10|10||6000|选派优秀中学生参加
青少年科技教育活动|中国流动科技馆巡展|2022年3月-11月|甘州区、临泽县、民乐县、肃南县|市科协|4|52300|37600||14000|四县区巡回展出
科普宣传阵地建设|科普传播平台运行维护|2022年|市科协|市科协|||||58000|维护网站、电视节目和微信公众平台
科普宣传阵地建设|市级科普教育基地命名|2022年10月|各县区|市科协|||||40000|新命名科普教育基地15个
农业实用技术培训|科技助力乡村振兴实用技术培训|2022年1月-12月|各县区|市科协|320|30000||12000|72000|组建专家服务团下乡培训`

func (s *sampler) log() *model.ActivityLog {
	sheet := s.open("活动台账")
	log := &model.ActivityLog{Table: &model.Table{Kind: model.KindActivity, Pos: model.Pos{Sheet: sheet, Row: 1, Col: 1}, Unit: "元"}, Title: s.text(1, 1, "张掖市科学技术协会2022年度科普活动台账")}
	for i, line := range strings.Split(strings.TrimSpace(sampleLog), "\n") {
		c := strings.Split(line, "|")
		row := 4 + i
		log.Rows = append(log.Rows, model.ActivityRow{
			Pos: s.pos(row, 3), Category: s.text(row, 2, c[0]), Name: s.text(row, 3, c[1]),
			When: cell(s, row, 4, c[2], sampleDates), Place: s.text(row, 5, c[3]), Organizer: s.text(row, 6, c[4]),
			Sessions: s.count(row, 7, c[5], "场次"), Participants: s.count(row, 8, c[6], "人次"), Youth: s.count(row, 9, c[7], "人次"),
			Materials: s.count(row, 10, c[8], "份"), Cost: s.money(row, 11, c[9], 0), Effect: s.text(row, 12, c[10]),
		}.Pack())
	}
	row := 4 + len(log.Rows)
	log.Rows = append(log.Rows, model.ActivityRow{
		Kind: model.Total, Pos: s.pos(row, 1), Category: s.text(row, 1, "合计"), Sessions: s.count(row, 7, "354", "场次"), Participants: s.count(row, 8, "119122", "人次"),
		Youth: s.count(row, 9, "40922", "人次"), Materials: s.count(row, 10, "28010", "份"), Cost: s.money(row, 11, "360000", 0),
	}.Pack())
	return log
}

// sampleDates reads the few ways the sample writes dates in.
func sampleDates(t string) model.DateRange {
	from, to, _ := strings.Cut(t, "-")
	r := model.DateRange{From: sampleDate(from, model.Date{})}
	r.To = r.From
	if to != "" {
		r.To = sampleDate(to, r.From)
	}
	return r
}

func sampleDate(t string, base model.Date) model.Date {
	n := 0
	d := base
	for _, c := range t {
		switch c {
		case '年':
			d, n = model.Date{Year: n}, 0
		case '月':
			d.Month, d.Day, n = n, 0, 0
		case '日':
			d.Day, n = n, 0
		default:
			n = n*10 + int(c-'0')
		}
	}
	return d
}

// sampleIndicators is one indicator a line: level 1, 2, 3, target, actual,
// weight, score, reason.
const sampleIndicators = `
产出指标|数量指标|主题科普宣传活动场次|≥20场次|25场次|10|10|
产出指标|数量指标|农业实用技术培训场次|≥300场次|320场次|10|10|
产出指标|数量指标|流动科技馆巡展场次|≥4场次|4场次|5|5|
产出指标|数量指标|新命名科普教育基地数量|≥15个|15个|5|5|
产出指标|质量指标|培训合格率|≥95%|96%|5|5|
产出指标|时效指标|活动按期完成率|100%|100%|5|5|
产出指标|成本指标|项目总成本|≤36万元|36万元|10|10|
效益指标|社会效益指标|受益群众人次|≥10万人次|11.91万人次|15|15|
效益指标|经济效益指标|带动群众增收|有所带动|部分达成预期指标并具有一定效果|5|3.5|受市场价格影响，增收幅度低于预期，下年加强产销对接
效益指标|可持续影响指标|科普服务能力|持续提升|达成预期指标|10|10|
满意度指标|服务对象满意度指标|参训群众满意度|≥90%|93%|10|10|`

func (s *sampler) form() *model.Form {
	sheet := s.open("绩效自评表")
	f := &model.Form{
		Table: &model.Table{Kind: model.KindForm, Pos: model.Pos{Sheet: sheet, Row: 1, Col: 1}, Unit: "万元"},
		Title: s.text(1, 1, "项目支出绩效自评表"), Year: cell(s, 2, 1, "（2022年度）", func(string) int { return 2022 }),
		ProjectName: s.text(3, 3, "科普工作经费"), Department: s.text(4, 3, "张掖市科学技术协会"), Unit: s.text(4, 7, "张掖市科学技术协会"),
		GoalPlanned: s.text(11, 2, "全年组织主题科普宣传20场次以上，农业实用技术培训300场次以上，受益群众10万人次以上。"),
		GoalActual:  s.text(11, 6, "组织主题科普宣传25场次，农业实用技术培训320场次，受益群众11.91万人次。"),
		HasWeights:  true, HasScores: true,
	}
	for i, m := range []struct {
		kind                            model.MoneyKind
		label, sum, weight, rate, score string
	}{
		{model.MoneyTotal, "年度资金总额", "36", "10", "100%", "10"}, {model.MoneyFiscal, "其中：当年财政拨款", "36", "—", "100%", "—"},
		{model.MoneyCarry, "上年结转资金", "0", "—", "", "—"}, {model.MoneyOther, "其他资金", "0", "—", "", "—"},
	} {
		row := 6 + i
		f.Money = append(f.Money, &model.MoneyRow{
			Kind: m.kind, Label: s.text(row, 3, m.label), Initial: s.money(row, 4, m.sum, 4), Budget: s.money(row, 5, m.sum, 4), Spent: s.money(row, 6, m.sum, 4),
			Weight: s.number(row, 7, m.weight), Rate: s.ratio(row, 8, m.rate), Score: s.number(row, 9, m.score),
		})
	}
	for i, line := range strings.Split(strings.TrimSpace(sampleIndicators), "\n") {
		c := strings.Split(line, "|")
		row := 13 + i
		f.Indicators = append(f.Indicators, &model.Indicator{
			Level1: s.text(row, 1, c[0]), Level2: s.text(row, 2, c[1]), Level3: s.text(row, 3, c[2]),
			Target: cell(s, row, 4, c[3], sampleMeasure), Actual: cell(s, row, 5, c[4], sampleMeasure),
			Weight: s.number(row, 6, c[5]), Score: s.number(row, 7, c[6]), Reason: s.text(row, 8, c[7]),
		})
	}
	f.TotalWeight, f.TotalScore = s.number(24, 6, "100"), s.number(24, 7, "98.5")
	return f
}

func sampleMeasure(t string) model.Measure {
	m := model.Measure{}
	rest := t
	for _, op := range []model.Op{model.OpGE, model.OpLE} {
		if r, ok := strings.CutPrefix(rest, string(op)); ok {
			m.Op, rest = op, r
		}
	}
	digits := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789."))]
	if digits == "" {
		return model.Measure{Qualitative: true}
	}
	m.Value, m.Unit = mustDecimal(digits), rest[len(digits):]
	if unit, ok := strings.CutPrefix(m.Unit, "万"); ok {
		m.Value, m.Unit = m.Value.Shift(4), unit
	}
	m.Place = m.Value.Exponent()
	return m
}

func (s *sampler) texts(p *model.Project) {
	s.open("文字材料")
	for i, t := range []struct{ name, body string }{
		{"自评结论", "项目围绕科普工作目标任务组织实施，资金使用规范，各项指标总体完成较好，达到了预期目标。"},
		{"存在的问题", "1.科普阵地建设滞后，市级没有科技馆，活动开展受到限制。\n2.科普载体不够丰富，资源供给与群众需求还有差距。\n3.部门联动、社会参与的工作合力还不够强。"},
		{"下一步工作计划", "1.完善科普工作机制，明确职责分工。\n2.加强科普阵地建设，支持县区建设科普示范点。\n3.持续办好品牌科普活动，带动公民科学素质提升。"},
	} {
		p.Texts = append(p.Texts, model.Text{Name: s.text(4+i, 1, t.name), Body: s.text(4+i, 2, t.body)})
	}
}
