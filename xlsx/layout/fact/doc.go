// Package fact reads what lines, titles and names say about the project as a whole:
// its unit, its year, its name, its department.
//
//	fact.FromTitle("高台县科学技术协会2022年科普活动统计表", pos, evidence.RankTitle)
//	// unit 高台县科学技术协会, year 2022
//	fact.HeadLine("编制单位：高台县科协  编制日期：2023年1月")
//	// 编制单位 → 高台县科协, 编制日期 → 2023年1月
package fact
