package handout

import (
	"slices"

	"ziping/model"
	"ziping/xlsx"
	"ziping/xlsx/write/annotate"
)

// A Copy is what became of one workbook of a unit.
type Copy struct {
	Name string // as the findings name it
	annotate.Copy
}

// Annotate marks the unit's workbooks.
func (u Unit) Annotate(inputs []xlsx.Input) []Copy {
	unit := u.Mend()
	var out []Copy
	for _, in := range inputs {
		f := u.fileOf(in.Name)
		if f == nil || answersOnly(f) {
			continue
		}
		out = append(out, Copy{in.Name, annotate.Make(annotate.Workbook{Name: in.Name, Data: in.Data, Unit: unit, Unread: unreadOf(f)})})
	}
	return out
}

func (u Unit) fileOf(name string) *model.File {
	if u.Project == nil {
		return nil
	}
	i := slices.IndexFunc(u.Project.Files, func(f model.File) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &u.Project.Files[i]
}

// answersOnly tells a 补充材料.
func answersOnly(f *model.File) bool {
	return slices.ContainsFunc(f.Tables, func(t model.Table) bool { return t.Kind == model.KindAnswers })
}

func unreadOf(f *model.File) []annotate.Unread {
	var out []annotate.Unread
	for _, u := range f.Unread {
		out = append(out, annotate.Unread{Sheet: u.Pos.SheetName(), Range: u.Range, Why: u.Why})
	}
	return out
}
