// Package settings reads ziping.yaml: what an office or a city fixes once, so
// that nobody has to type it.
//
//	# 张掖市科协 2023 年统一设置
//	评分规则: hubei            # a built-in name
//	模板: 表样/自评报告.docx     # a file in this folder or below
//	日期: 2023年4月13日
//
// Find collects what holds for an input: the nearest file wins, key by key:
// beside the input, in the folders above it, beside the program.
//
//	set, err := settings.Find(door.New(), "/data/2023/高台县科协", settings.Program())
//	v, ok := set.Find(settings.Template) // v.Text "表样/自评报告.docx", v.Dir() "/data/2023", v.Line 3
//
// A path is relative to the file that names it and stays in its folder. A key
// that nobody knows is an error with line and cure: a setting is never ignored. A new setting is one more value in Keys.
package settings
