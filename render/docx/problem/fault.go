package problem

import "strings"

func (e *Fault) Suggestion() string { return "“" + e.Suggest + "”" }

// A Fault says what is wrong inside a tag.
type Fault struct{ ID, Msg, Hint, Suggest string }

// ThroughList says that a name leads through a list, which has one such field for each item.
func ThroughList(path, list string) *Fault {
	rest := strings.TrimPrefix(strings.TrimPrefix(path, list), ".")
	return &Fault{ID: Kind, Msg: "“" + list + "”是清单，“" + rest + "”每一项都有一个",
		Hint: "写成 {{#" + list + "}} … {{" + rest + "}} … {{/" + list + "}} 逐项写出，或者用 ｜顿号、｜合计、｜个数 合成一个，例如 {{" + path + "｜顿号}}。"}
}
