package project

import (
	"ziping/model"
	"ziping/model/pattern"
)

// Words in the name of a file or sheet that tell the age of a version.
var (
	oldWord   = pattern.New(`旧|备份|副本|原稿|作废|废|以前|上报前`)
	draftWord = pattern.New(`初稿|草稿|征求意见`)
	finalWord = pattern.New(`定稿|终稿|最终|修改后|修订|更正|最新|新版|[（(]改[)）]|[（(]新[)）]`)
)

// age is the place of a name among versions: old, draft, neither, final.
func age(name string) int {
	switch {
	case oldWord.MatchString(name):
		return 0
	case draftWord.MatchString(name):
		return 1
	case finalWord.MatchString(name):
		return 3
	}
	return 2
}

// newest is the newest of several versions of a table, by the words of its
// sheet's and its file's name; where they decide nothing the last. why says
// which it was, to follow a sentence.
func newest[T any](tables []T, of func(T) *model.Table) (best T, why string) {
	top, same := -1, false
	for _, t := range tables {
		at := of(t).Pos
		n := 4*age(fileTitle(at.File())) + age(at.SheetName())
		if n >= top {
			best, same, top = t, n == top, n
		}
	}
	if same {
		return best, "（几张都没有写明哪一张新，取最后一张）"
	}
	return best, "（按文件和工作表的名称，它最新）"
}
