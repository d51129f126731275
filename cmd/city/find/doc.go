// Package find tells the units in a city's folder apart.
//
//	units, others, err := find.Units(door, "2022年各县", find.Options{Out: "结果"})
//
// A folder that an office collected is not tidy: folders of units at any depth,
// workbooks that lie loose, zip archives instead of folders, Word files and scans
// instead of workbooks. All of it becomes one tree of names (Scan), archives
// opened in place, and of the tree every unit is taken once (split.go):
//
//   - A folder that holds folders named like units (甲县, 乙区科协) is a level above
//     them; so is one whose loose workbooks are named after several units.
//   - Any other folder with workbooks is a unit with all that is below it.
//   - Loose files of one unit, told by the place in their names, are one unit; others
//     stand alone.
//   - A folder or file named like a unit that holds no workbook is a unit too, of which
//     Sort tells what came instead.
//
// What is no unit and might have been meant to be one is an omission at the door, or
// listed in Others. The names of units (name.go) are compared by place and office:
// 高台, 高台县（已报） and 高台县科学技术协会 may be one, 高台县教育局 is another.
//
// The package opens no workbook.
package find
