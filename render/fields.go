package render

import (
	"slices"
	"sync"

	"ziping/render/docx"
	"ziping/render/phrase"
)

// Fields lists every field a template may use, in the order of the report.
func Fields() []Field { return slices.Clone(fields()) }

// fields is the registry. The example of a field is its value in Sample.
var fields = sync.OnceValue(func() []Field {
	return slices.Concat(headFields(), fundFields(), activityFields(), indicatorFields(), outcomeFields(), textFields(), annexFields(), registerFields(), traceFields())
})

func headFields() []Field {
	of := func(name string, kind Kind, meaning string, get func(head) Figure) Field {
		return field(name, kind, meaning, func(r *Report) any { return get(r.head) })
	}
	return append([]Field{
		field("报告标题", KindLine, "自评报告的标题，不含单位名称", func(r *Report) any { return r.head.title("绩效自评报告") }),
		field("评价报告标题", KindLine, "绩效评价报告的标题，不含单位名称", func(r *Report) any { return r.head.title("绩效评价报告") }),
		of("实施单位", KindText, "项目实施单位全称", func(h head) Figure { return h.unit }).as("单位名称", "项目单位", "资金使用单位"),
		of("主管部门", KindText, "主管部门", func(h head) Figure { return h.department }),
		of("项目名称", KindText, "项目名称，照工作簿所写", func(h head) Figure { return h.name }),
		of("项目全称", KindText, "项目名称，末尾带“项目”二字", func(h head) Figure { return h.full }),
		of("项目编码", KindText, "项目编码", func(h head) Figure { return h.code }).as("项目代码"),
		of("年度", KindText, "预算年度，四位数字", func(h head) Figure { return h.year }).as("预算年度"),
		of("资金下达文号", KindText, "资金下达文件的文号", func(h head) Figure { return h.docNumber }),
		of("下达金额", KindMoney, "基本信息中的下达金额", func(h head) Figure { return h.issued }),
		of("实施周期", KindText, "项目实施周期，起止日期", func(h head) Figure { return h.period }),
		of("项目负责人", KindText, "项目负责人", func(h head) Figure { return h.leader }),
		of("成文日期", KindDate, "署名下面的日期；没有指定时为空", func(h head) Figure { return h.date }).as("填报日期"),
		of("立项依据", KindText, "立项依据全文，分行处换行", func(h head) Figure { return h.basis }),
		of("立项目的", KindText, "立项目的全文", func(h head) Figure { return h.purpose }),
		of("项目内容", KindText, "项目内容全文", func(h head) Figure { return h.content }),
		of("绩效目标", KindText, "项目绩效目标全文；基本信息未写时取自评表的预期目标", func(h head) Figure { return h.goal }).as("预期目标"),
		of("目标完成情况", KindText, "自评表中年度总体目标的实际完成情况", func(h head) Figure { return h.goalActual }).as("实际完成情况"),
		paragraphList("目标完成情况各段", "写明年度总体目标完成情况的段落；自评表未填时没有", func(r *Report) []Line { return r.goalActualLines() }),
	}, sectionFields("立项依据", "立项目的", "项目内容", "实施周期", "绩效目标")...)
}

func fundFields() []Field {
	money := func(name, meaning string, get func(fund) Figure) column[fund] {
		return col(name, KindMoney, meaning, func(f fund) any { return get(f) })
	}
	rate := func(name, meaning string, get func(fund) Figure) column[fund] {
		return col(name, KindRate, meaning, func(f fund) any { return get(f) })
	}
	return []Field{
		compound("资金", "资金合计", func(r *Report) fund { return r.fund },
			money("计划", "计划资金合计（全年预算数）", func(f fund) Figure { return f.planned }),
			money("年初预算", "年初预算数合计", func(f fund) Figure { return f.initial }),
			money("到位", "到位资金合计", func(f fund) Figure { return f.received }),
			money("支出", "实际支出合计（全年执行数）", func(f fund) Figure { return f.spent }),
			money("结余", "到位减支出", func(f fund) Figure { return f.balance }),
			rate("到位率", "到位÷计划", func(f fund) Figure { return f.receiptRate }),
			rate("执行率", "支出÷计划", func(f fund) Figure { return f.executionRate }),
			money("计划资金", "同“计划”", func(f fund) Figure { return f.planned }),
			money("全年预算数", "同“计划”", func(f fund) Figure { return f.planned }),
			money("到位资金", "同“到位”", func(f fund) Figure { return f.received }),
			money("实际支出", "同“支出”", func(f fund) Figure { return f.spent }),
			money("全年执行数", "同“支出”", func(f fund) Figure { return f.spent }),
		),
		list("资金方向", "资金表的各行，一个支出方向一项", func(r *Report) []direction { return r.fund.directions }, directionColumns()...),
		list("资金来源", "到位资金按来源汇总", func(r *Report) []source { return r.fund.sources },
			col("来源", KindText, "资金来源名称", func(s source) any { return s.name }),
			col("金额", KindMoney, "金额", func(s source) any { return s.amount })),
		sectionFields("项目资金情况")[0],
		sectionFields("资金执行情况")[0],
		field("资金柱形图", KindChart, "各支出方向计划、到位、支出的柱形图，可在 Word 中编辑", func(r *Report) any { return r.fundChart() }),
	}
}

func directionColumns() []column[direction] {
	money := func(name, meaning string, get func(direction) Figure) column[direction] {
		return col(name, KindMoney, meaning, func(d direction) any { return get(d) })
	}
	return []column[direction]{
		col("支出方向", KindText, "支出方向名称", func(d direction) any { return d.name }),
		money("计划", "计划资金", func(d direction) Figure { return d.planned }),
		money("到位", "到位资金", func(d direction) Figure { return d.received }),
		money("支出", "实际支出", func(d direction) Figure { return d.spent }),
		money("结余", "到位减支出", func(d direction) Figure { return d.balance }),
		col("到位率", KindRate, "到位÷计划", func(d direction) any { return d.receiptRate }),
		col("执行率", KindRate, "支出÷计划", func(d direction) any { return d.executionRate }),
		money("台账经费", "活动台账中同名类别的经费合计", func(d direction) Figure { return d.cost }),
		col("备注", KindText, "备注", func(d direction) any { return d.remark }),
	}
}

// maxBars is how many directions a chart shows; more are read in no chart.
const maxBars = 40

// chartHeight leaves room for text on the page: 6 cm in EMU.
const chartHeight = 6 * 360000

// fundChart is the native chart of the directions, false when there is
// nothing to draw.
func (r *Report) fundChart() any {
	if !r.ledgerAsked() || len(r.fund.directions) > maxBars {
		return nil
	}
	chart := docx.Chart{Title: "各支出方向资金计划、到位和支出情况", Unit: r.fund.unit, Height: chartHeight}
	plan, got, spent := docx.Series{Name: "计划"}, docx.Series{Name: "到位"}, docx.Series{Name: "支出"}
	value := func(f Figure) any {
		if !f.Numeric {
			return nil
		}
		return inUnit(Figure{Num: f.Num, Numeric: true}, r.fund.unit).Text
	}
	for _, d := range r.fund.directions {
		if !d.name.Known() {
			continue
		}
		chart.Categories = append(chart.Categories, d.name.Text)
		plan.Values = append(plan.Values, value(d.planned))
		got.Values = append(got.Values, value(d.received))
		spent.Values = append(spent.Values, value(d.spent))
	}
	for _, s := range []docx.Series{plan, got, spent} {
		if slices.ContainsFunc(s.Values, func(v any) bool { return v != nil }) {
			chart.Series = append(chart.Series, s)
		}
	}
	if len(chart.Series) == 0 {
		return nil
	}
	return chart
}

func activityFields() []Field {
	return []Field{
		compound("活动合计", "活动台账合计", func(r *Report) category { return r.work.all }, categoryColumns()[2:]...),
		paragraphList("完成情况缺项", "没有活动台账和自评表时，待补的标记", func(r *Report) []Line { return r.undone() }),
		paragraphList("活动概述", "全部活动的一句概述；没有台账时没有", func(r *Report) []Line { return nonEmpty(r.work.overall) }),
		list("类别", "活动类别，按台账先后", func(r *Report) []category { return r.work.categories }, categoryColumns()...),
		list("活动", "台账各行，数字按行文写法", func(r *Report) []activity { return r.work.rows }, activityColumns()...),
	}
}

func categoryColumns() []column[category] {
	count := func(name, meaning string, get func(category) Figure) column[category] {
		return col(name, KindCount, meaning, func(c category) any { return get(c) })
	}
	return []column[category]{
		col("类别名称", KindText, "活动类别", func(c category) any { return c.name }),
		col("段首", KindLine, "一是……。只有一类时不写序号", func(c category) any { return c.lead }),
		count("活动数", "台账行数，如 6项", func(c category) Figure { return c.count }),
		count("场次", "场次合计，如 25场次", func(c category) Figure { return c.sessions }),
		count("参与人次", "参与人次合计，如 3.35万人次", func(c category) Figure { return c.people }),
		count("青少年", "其中青少年", func(c category) Figure { return c.youth }),
		count("资料", "发放资料份数", func(c category) Figure { return c.materials }),
		col("经费", KindMoney, "经费支出合计", func(c category) any { return c.cost }),
		col("概述", KindLine, "这一类活动的概述", func(c category) any { return c.summary }),
		col("说明", KindLine, "概述、主要活动和其余活动，写好的一段", func(c category) any { return c.description() }),
		nested("主要活动", "主要活动，一句一项", func(c category) []Line { return c.deeds }, paragraph()),
	}
}

func activityColumns() []column[activity] {
	of := func(name string, kind Kind, meaning string, get func(activity) Figure) column[activity] {
		return col(name, kind, meaning, func(a activity) any { return get(a) })
	}
	return []column[activity]{
		of("活动类别", KindText, "活动类别", func(a activity) Figure { return a.category }),
		of("活动名称", KindText, "活动名称", func(a activity) Figure { return a.name }),
		of("活动时间", KindDate, "活动时间，本年度的不写年份", func(a activity) Figure { return a.when }),
		of("活动地点", KindText, "活动地点", func(a activity) Figure { return a.place }),
		of("主办单位", KindText, "主办（承办）单位", func(a activity) Figure { return a.organizer }),
		of("活动形式", KindText, "活动形式", func(a activity) Figure { return a.form }),
		of("场次", KindCount, "场次", func(a activity) Figure { return a.sessions }),
		of("参与人次", KindCount, "参与人次", func(a activity) Figure { return a.participants }),
		of("青少年", KindCount, "其中青少年", func(a activity) Figure { return a.youth }),
		of("资料", KindCount, "发放资料份数", func(a activity) Figure { return a.materials }),
		of("志愿者", KindCount, "科技志愿者人次", func(a activity) Figure { return a.volunteers }),
		of("经费", KindMoney, "经费支出", func(a activity) Figure { return a.cost }),
		of("活动成效", KindText, "活动成效", func(a activity) Figure { return a.effect }),
		of("备注", KindText, "备注", func(a activity) Figure { return a.remark }),
		col("说明", KindLine, "这一项活动写成的一句话", func(a activity) any { return a.deed(true) }),
	}
}

func indicatorFields() []Field {
	return []Field{
		field("得分", KindScore, "自评总分", func(r *Report) any { return r.evaluation.score }).as("自评得分", "总分"),
		field("等级", KindText, "自评等级，自评表写明时才有", func(r *Report) any { return r.evaluation.grade }).as("自评等级"),
		paragraphList("指标概述", "三级指标完成的项数，未完成的指标及原因；没有自评表时没有", func(r *Report) []Line { return r.evaluation.exceptionLines() }),
		list("指标", "自评表的三级指标，各自评表依次排列", func(r *Report) []indicator { return r.indicators() }, indicatorColumns()...),
		list("指标组", "一级指标，逐项写明指标值和完成值", func(r *Report) []indicatorGroup { return r.evaluation.groups },
			col("一级指标", KindText, "一级指标", func(g indicatorGroup) any { return g.name }),
			col("说明", KindLine, "这一组指标写成的一段", func(g indicatorGroup) any { return g.line })),
		list("未得满分指标", "得分低于分值的指标", func(r *Report) []indicator {
			return slices.DeleteFunc(r.indicators(), func(i indicator) bool { return !i.lost.Known() })
		}, indicatorColumns()...),
	}
}

func (r *Report) indicators() []indicator {
	var out []indicator
	for _, f := range r.evaluation.forms {
		out = append(out, f.indicators...)
	}
	return out
}

func indicatorColumns() []column[indicator] {
	of := func(name string, kind Kind, meaning string, get func(indicator) Figure) column[indicator] {
		return col(name, kind, meaning, func(i indicator) any { return get(i) })
	}
	return []column[indicator]{
		of("一级指标", KindText, "一级指标", func(i indicator) Figure { return i.level1 }),
		of("二级指标", KindText, "二级指标", func(i indicator) Figure { return i.level2 }),
		col("绩效指标", KindText, "自评表左边一栏的四个字", func(indicator) any { return Figure{Text: "绩效指标"} }),
		of("三级指标", KindText, "三级指标", func(i indicator) Figure { return i.level3 }),
		of("年度指标值", KindText, "年度指标值，如 ≥20场次", func(i indicator) Figure { return i.target }),
		of("实际完成值", KindText, "实际完成值，如 25场次", func(i indicator) Figure { return i.actual }),
		of("分值", KindScore, "分值", func(i indicator) Figure { return i.weight }),
		of("得分", KindScore, "得分", func(i indicator) Figure { return i.score }),
		of("扣分", KindScore, "分值减得分，得满分时为空", func(i indicator) Figure { return i.lost }),
		of("偏差原因", KindText, "偏差原因分析及改进措施", func(i indicator) Figure { return i.reason }),
	}
}

// textFields are the named texts: the whole text, its paragraphs, and for the
// sections of the outlines the mark that stands there when there is none.
func textFields() []Field {
	var out []Field
	var names []string
	for _, b := range blocks {
		if !slices.Contains([]string{"立项依据", "立项目的", "项目内容", "绩效目标", "满意度"}, b.name) && !slices.Contains(managed, b.name) {
			out = append(out, field(b.name, KindText, "文字材料“"+b.name+"”全文", func(r *Report) any { return r.texts.whole[b.name] }).like("……"))
		}
	}
	for _, s := range sections {
		if !slices.Contains([]string{"立项依据", "立项目的", "项目内容", "实施周期", "绩效目标", "项目资金情况", "资金执行情况", "绩效目标完成情况"}, s.name) {
			names = append(names, s.name)
		}
	}
	out = append(out, sectionFields(names...)...)
	out = append(out, closingFields()...)
	return append(out,
		compound("资金管理", "转移支付资金管理的七个方面，各是文字材料中同名栏目的全文", func(r *Report) texts { return r.texts }, managedColumns()...),
		compound("满意度", "满意度调查，取自文字材料；没有写的取自自评表的满意度指标", func(r *Report) survey { return r.survey() },
			col("样本", KindText, "发放问卷或抽样的数量", func(s survey) any { return s.sample }),
			col("收回", KindText, "收回问卷的数量", func(s survey) any { return s.returned }),
			col("满意率", KindText, "满意率", func(s survey) any { return s.rate })),
		paragraphList("问题", "存在的问题，一条一项；没有时为空", func(r *Report) []Line { return lines(r.texts.byBlock["存在的问题"]) }),
		paragraphList("下一步", "下一步工作计划，一条一项；没有时为空", func(r *Report) []Line { return lines(r.texts.byBlock["下一步工作计划"]) }),
		list("其他材料", "文字材料中没有固定位置的栏目，和模板没有写到的栏目", func(r *Report) []namedText { return r.texts.other }, otherColumns()...),
	)
}

func closingColumns() []column[closing] {
	return []column[closing]{
		col("文", KindLine, "一段文字", func(c closing) any { return c.text }),
		col("相连", KindFlag, "要和下一段排在同一页", func(c closing) any { return c.joined }),
	}
}

// closingFields are the paragraphs of the sections near the end of the outlines.
func closingFields() []Field {
	below := map[string]func(*Report) int{
		"存在的问题": func(r *Report) int {
			n := 1
			for _, l := range sectionNamed("下一步工作计划").print(r) {
				n += linesOf(l)
			}
			return n
		},
		"下一步工作计划": func(r *Report) int {
			if len(r.texts.other) == 0 {
				return 0
			}
			return endLines(r.texts.other)
		},
		"有关建议":      func(r *Report) int { return endLines(r.texts.other) },
		"结果应用和公开情况": func(r *Report) int { return endLines(r.texts.other) },
	}
	out := []Field{list("实施情况收尾", "做了什么：概述、各类活动、目标和指标完成情况，一段一项，标明最后几段要和落款排在同一页", func(r *Report) []closing {
		end := 0
		if len(r.texts.other) > 0 {
			end = endLines(r.texts.other)
		}
		return closings(r.workLines(), end)
	}, closingColumns()...)}
	for _, s := range sections {
		if lines := below[s.name]; lines != nil {
			out = append(out, list(s.name+"收尾", s.missing()+"，一段一项，标明最后几段要和落款排在同一页",
				func(r *Report) []closing { return closings(s.print(r), lines(r)) }, closingColumns()...))
		}
	}
	return out
}

func managedColumns() []column[texts] {
	var out []column[texts]
	for _, name := range managed {
		out = append(out, col(name, KindText, "文字材料“"+name+"”全文", func(t texts) any { return t.whole[name] }))
	}
	return out
}

func otherColumns() []column[namedText] {
	return []column[namedText]{
		col("栏目", KindText, "栏目名称", func(t namedText) any { return t.name }),
		nested("各段", "内容，一段一项", func(t namedText) []Line { return lines(t.paragraphs) }, paragraph()),
		nested("段落", "内容，一段一项，标明最后几段要和落款排在同一页", func(t namedText) []closing { return t.closings() }, closingColumns()...),
	}
}

// undone is the mark for what was done, where neither a log nor a form tells it.
func (r *Report) undone() []Line {
	if len(r.doneLines()) > 0 {
		return nil
	}
	return phrase.GapLine("绩效目标完成情况", "活动台账和项目支出绩效自评表", "提供其中一张表")
}

func annexFields() []Field {
	return []Field{
		list("附件", "随报告附上的表", func(r *Report) []annex { return r.annexes() },
			col("编号", KindCount, "附件序号", func(a annex) any { return a.number }),
			col("名称", KindText, "附件名称", func(a annex) any { return a.name }),
			col("写法", KindText, "附件说明的一行：附件：1.项目支出绩效自评表；只有一个附件时没有序号", func(a annex) any { return a.written }),
			col("区域名称", KindText, "附件名称，自评表以转移支付区域（项目）绩效自评表的样子附上时", func(a annex) any { return a.regional }),
			col("区域写法", KindText, "附件说明的一行，名称用区域名称", func(a annex) any { return a.regionally })),
		compound("附件号", "各附件的序号，没有附上的为空", func(r *Report) annexLabels { return r.annexLabels().numbers() }, labelColumns("的附件序号")...),
		compound("附件标签", "各附件左上角的“附件1”，只有一个附件时是“附件”，没有附上的为空", func(r *Report) annexLabels { return r.annexLabels() }, labelColumns("左上角的附件序号")...),
		paragraphList("自评表缺项", "没有自评表时，待补的标记", func(r *Report) []Line {
			if len(r.evaluation.forms) > 0 {
				return nil
			}
			return phrase.GapLine("项目支出绩效自评表", "项目支出绩效自评表", "提供这张表")
		}),
		list("自评表", "项目支出绩效自评表，照工作簿；金额是以表中单位计的数", func(r *Report) []formView { return r.evaluation.forms }, formColumns()...),
		field("核对附件", KindFlag, "报告要附资金核对表（--annex 核对）", func(r *Report) any { return r.ledgerAsked() }),
		list("核对表", "资金核对表各行，金额是以“核对表单位”计的数", func(r *Report) []ledgerRow { return r.ledger() }, ledgerColumns()...),
		compound("核对合计", "资金核对表合计行", func(r *Report) ledgerRow { return r.ledgerTotal() }, ledgerColumns()...).inTable(),
		field("核对表单位", KindText, "资金核对表的金额单位：元或万元", func(r *Report) any { return r.fund.unit }),
		list("核对事项", "同一数字在两处的对照", func(r *Report) []crossCheck { return r.checks },
			col("事项", KindText, "核对事项", func(c crossCheck) any { return c.item }),
			col("甲方", KindText, "一方的名称", func(c crossCheck) any { return c.leftName }),
			col("甲数", KindMoney, "一方的金额", func(c crossCheck) any { return c.left }),
			col("乙方", KindText, "另一方的名称", func(c crossCheck) any { return c.rightName }),
			col("乙数", KindMoney, "另一方的金额", func(c crossCheck) any { return c.right }),
			col("结果", KindText, "一致或相差多少", func(c crossCheck) any { return c.result })),
	}
}

func labelColumns(what string) []column[annexLabels] {
	return []column[annexLabels]{
		col("自评表", KindText, "自评表"+what, func(n annexLabels) any { return n.form }),
		col("核对表", KindText, "资金核对表"+what, func(n annexLabels) any { return n.fund }),
		col("活动表", KindText, "活动一览表"+what, func(n annexLabels) any { return n.log }),
	}
}

func formColumns() []column[formView] {
	of := func(name string, kind Kind, meaning string, get func(formView) Figure) column[formView] {
		return col(name, kind, meaning, func(v formView) any { return get(v) })
	}
	money := func(name, meaning string, get func(moneyRow) Figure) column[moneyRow] {
		return col(name, KindText, meaning, func(m moneyRow) any { return get(m) })
	}
	return []column[formView]{
		of("表名", KindText, "表的标题", func(v formView) Figure { return v.title }),
		of("区域表名", KindText, "以转移支付区域（项目）绩效自评表的样子附上时的标题", func(v formView) Figure { return v.regionalTitle() }),
		of("年度", KindText, "年度", func(v formView) Figure { return v.year }),
		of("项目名称", KindText, "项目名称", func(v formView) Figure { return v.name }),
		of("主管部门", KindText, "主管部门", func(v formView) Figure { return v.department }),
		of("实施单位", KindText, "实施单位", func(v formView) Figure { return v.unit }),
		col("金额单位", KindText, "元或万元", func(v formView) any { return v.moneyUnit }),
		col("有分值", KindFlag, "表中有分值或得分（转移支付的表没有）", func(v formView) any { return v.scored }),
		nested("资金行", "项目资金各行", func(v formView) []moneyRow { return v.money },
			money("项目", "年度资金总额、其中：当年财政拨款……", func(m moneyRow) Figure { return m.label }),
			money("年初预算数", "年初预算数", func(m moneyRow) Figure { return m.initial }),
			money("全年预算数", "全年预算数", func(m moneyRow) Figure { return m.budget }),
			money("全年执行数", "全年执行数", func(m moneyRow) Figure { return m.spent }),
			money("分值", "分值", func(m moneyRow) Figure { return m.weight }),
			money("执行率", "执行率", func(m moneyRow) Figure { return m.rate }),
			money("得分", "得分", func(m moneyRow) Figure { return m.score })),
		of("预期目标", KindText, "年度总体目标：预期目标", func(v formView) Figure { return v.goalPlanned }),
		of("实际完成情况", KindText, "年度总体目标：实际完成情况", func(v formView) Figure { return v.goalActual }),
		nested("指标行", "三级指标各行", func(v formView) []indicator { return v.indicators }, indicatorColumns()...),
		of("总分值", KindScore, "总分行的分值", func(v formView) Figure { return v.totalWeight }),
		of("总得分", KindScore, "总分行的得分", func(v formView) Figure { return v.totalScore }),
		nested("附注", "表后的说明", func(v formView) []note { return v.notes },
			col("栏目", KindText, "栏目", func(n note) any { return n.name }),
			col("内容", KindText, "内容", func(n note) any { return n.body })),
	}
}

// traceFields holds the 取数来源表. Its rows follow from all the other fields, so
// the emitter puts them in when it has seen which of those the template uses.
func traceFields() []Field {
	return []Field{
		list("取数来源", "报告所列数字的来源，只在要求写出来源时有内容", func(*Report) []origin { return nil }, originColumns()...),
	}
}

func originColumns() []column[origin] {
	of := func(name, meaning string, get func(origin) string) column[origin] {
		return col(name, KindText, meaning, func(o origin) any { return get(o) })
	}
	return []column[origin]{
		of("项目", "报告中的位置", func(o origin) string { return o.name }),
		of("数值", "报告中的写法", func(o origin) string { return o.value }),
		of("文件", "工作簿文件名", func(o origin) string { return o.file }),
		of("工作表", "工作表", func(o origin) string { return o.sheet }),
		of("单元格", "单元格", func(o origin) string { return o.cells }),
		of("原文", "单元格中的原文", func(o origin) string { return o.typed }),
		of("取法", "直接取用或如何算得", func(o origin) string { return o.how }),
	}
}
