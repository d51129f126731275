package render

import (
	"strings"

	"ziping/render/phrase"
)

// This file holds the fields on indicators that the outlines need: how many were
// met, which were not, what each 一级指标 scored.

// A groupScore is the weight and the score of one 一级指标.
type groupScore struct{ name, weight, score, rate Figure }

// groupScores adds weights and scores up by 一级指标; a group of which one
// indicator states neither is left open.
func (r *Report) groupScores() []groupScore {
	var out []groupScore
	at := map[string]int{}
	for _, i := range r.indicators() {
		key := i.level1.Text
		n, seen := at[key]
		if !seen {
			n = len(out)
			at[key] = n
			out = append(out, groupScore{name: i.level1, weight: Figure{Numeric: true, Text: "0"}, score: Figure{Numeric: true, Text: "0"}})
		}
		g := &out[n]
		g.weight, g.score = plus(g.weight, i.weight), plus(g.score, i.score)
	}
	for i := range out {
		g := &out[i]
		g.rate = phrase.Share(g.score, g.weight, "得分÷分值")
	}
	return out
}

// plus adds a part to a sum; the sum is unknown from the first part that is.
func plus(sum, part Figure) Figure {
	if !sum.Numeric || !part.Numeric {
		return Figure{}
	}
	sum.Num = sum.Num.Add(part.Num)
	sum.Text, sum.How = sum.Num.String(), "自评表各指标相加"
	sum.From = append(sum.From[:len(sum.From):len(sum.From)], part.From...)
	return sum
}

// scored is the group of a name, or the execution rate's own.
func (r *Report) scored(name string) groupScore {
	if name == "预算执行率" {
		for _, form := range r.project.Forms {
			if m := form.MoneyTotal(); m != nil {
				g := groupScore{weight: phrase.Number(m.Weight), score: phrase.Number(m.Score)}
				g.rate = phrase.Share(g.score, g.weight, "得分÷分值")
				return g
			}
		}
		return groupScore{}
	}
	for _, g := range r.groupScores() {
		if strings.Contains(g.name.Text, strings.TrimSuffix(name, "指标")) {
			return g
		}
	}
	return groupScore{}
}

// scoreNames are the groups whose scores have fields of their own.
var scoreNames = []string{"产出指标", "效益指标", "满意度指标", "成本指标", "预算执行率"}

// secondNames are the 二级指标 whose paragraphs have fields of their own.
var secondNames = []string{"数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"}

// secondLines tells the indicators of one 二级指标.
func (r *Report) secondLines(name string) []Line {
	key := strings.TrimSuffix(name, "指标")
	var all []indicator
	for _, i := range r.indicators() {
		if strings.Contains(i.level2.Text, key) || name == "成本指标" && strings.Contains(i.level1.Text, key) {
			i.level2 = Figure{}
			all = append(all, i)
		}
	}
	l := secondLine(all)
	l.Stop()
	switch {
	case len(l) > 0:
		return []Line{append(Line{"三级指标"}, l...)}
	case len(r.indicators()) > 0:
		return []Line{{"未设置" + strings.TrimSuffix(name, "指标") + "指标。"}}
	}
	return phrase.GapLine(name, name, "提供项目支出绩效自评表")
}

// metLines tells the indicators that were met, by 二级指标.
func (r *Report) metLines() []Line {
	var met []indicator
	for _, i := range r.indicators() {
		if ok, known := i.met(); ok && known {
			met = append(met, i)
		}
	}
	if len(met) == 0 {
		if len(r.indicators()) == 0 {
			return phrase.GapLine("完成的绩效指标", "项目支出绩效自评表", "提供项目支出绩效自评表")
		}
		return nil
	}
	g := levelGroup(met)
	return []Line{append(Line{"完成的三级指标共", countOf(met), "："}, g.line...)}
}

func outcomeFields() []Field {
	pick := func(want bool) func(*Report) []indicator {
		return func(r *Report) []indicator {
			var out []indicator
			for _, i := range r.indicators() {
				if met, known := i.met(); known && met == want {
					out = append(out, i)
				}
			}
			return out
		}
	}
	out := []Field{
		field("指标.总数", KindCount, "三级指标的项数", func(r *Report) any { return r.countIndicators() }),
		field("指标.完成数", KindCount, "完成的三级指标项数；看不出完成没有的不算", func(r *Report) any { return countOf(pick(true)(r)) }),
		field("指标.未完成数", KindCount, "未完成的三级指标项数", func(r *Report) any { return countOf(pick(false)(r)) }),
		list("完成指标", "完成的三级指标", pick(true), indicatorColumns()...),
		list("未完成指标", "未完成的三级指标", pick(false), indicatorColumns()...),
		paragraphList("完成指标各段", "完成的三级指标，按二级指标写成一段", (*Report).metLines),
		list("一级指标得分", "各一级指标的分值、得分和得分率", (*Report).groupScores,
			col("一级指标", KindText, "一级指标", func(g groupScore) any { return g.name }),
			col("分值", KindScore, "分值合计", func(g groupScore) any { return g.weight }),
			col("得分", KindScore, "得分合计", func(g groupScore) any { return g.score }),
			col("得分率", KindRate, "得分÷分值", func(g groupScore) any { return g.rate })),
		list("下达文件", "资金下达文件", (*Report).documents,
			col("文号", KindText, "文号", func(d document) any { return d.number }),
			col("日期", KindDate, "日期", func(d document) any { return d.date }),
			col("金额", KindMoney, "下达金额", func(d document) any { return d.amount })),
	}
	for _, name := range scoreNames {
		out = append(out,
			field("得分."+name+".分值", KindScore, name+"的分值", func(r *Report) any { return r.scored(name).weight }).like("10"),
			field("得分."+name+".得分", KindScore, name+"的得分", func(r *Report) any { return r.scored(name).score }).like("9.5"),
			field("得分."+name+".得分率", KindRate, name+"的得分÷分值", func(r *Report) any { return r.scored(name).rate }).like("95%"))
	}
	for _, name := range secondNames {
		out = append(out, paragraphList(name+"各段", name+"完成情况，写成一段", func(r *Report) []Line { return r.secondLines(name) }))
	}
	return out
}
