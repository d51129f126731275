// Package pair proposes readings of labels with their values beside or below them:
// 基本信息 and 文字材料. They are looked for on what tables and 自评表 leave of a sheet.
//
//	项目名称 | 科普专项经费 | 年度 | 2022
//	实施单位：高台县科学技术协会
//
// is read as name, year and unit of the project.
package pair
