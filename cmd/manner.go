package cmd

import (
	"errors"
	"slices"
	"strings"

	"ziping/cmd/door"
	"ziping/cmd/settings"
	"ziping/cmd/writer"
	"ziping/render"
	"ziping/render/docx"
	"ziping/render/prose"
)

// A manner is how a report is written, besides its template.
type manner struct {
	moneyUnit string // 元, 万元, "" for the one that fits
	sentences *prose.Bank
	annexes   []string
}

// manner is what the flags and the settings say of it.
func (f *reportFlags) manner(d *door.Door) (manner, error) {
	unit := choose(f.held, settings.MoneyUnit, f.moneyUnit)
	if unit.text != "" && !slices.Contains([]string{"元", "万元"}, unit.text) {
		return manner{}, unit.fault(usageError("写 元 或 万元", "金额单位“%s”不认识", unit.text))
	}
	for _, a := range f.annexes {
		if a != render.LedgerAnnex {
			return manner{}, usageError("可以写 "+render.LedgerAnnex, "没有名为“%s”的附件可选", a)
		}
	}
	bank, err := ownSentences(d, choose(f.held, settings.Sentences, f.sentences))
	return manner{unit.text, bank, f.annexes}, err
}

// ownSentences reads an office's own sentences, nil when it has none.
func ownSentences(d *door.Door, c choice) (*prose.Bank, error) {
	if c.text == "" {
		return nil, nil
	}
	data, err := c.read(d, door.YAML)
	if err != nil {
		return nil, err
	}
	bank, err := prose.Parse(data, c.text)
	if err != nil {
		return nil, c.fault(usageError("写法见 ziping help 手册 的“句式”", "%v", err))
	}
	return bank, nil
}

// chosen is the template: a file or the name of a built-in one, or the outline.
// Of settings the template, which may be the office's own, goes before the
// outline; a flag goes before both.
func (f *reportFlags) chosen() (choice, error) {
	template, outline := choose(f.held, settings.Template, f.template), choose(f.held, settings.Outline, f.outline)
	switch {
	case f.template != "" && f.outline != "":
		return choice{}, usageError("只写其中一个", "--template 和 --outline 不能同时写")
	case outline.text == "" || template.text != "" && f.outline == "":
		return template, nil
	}
	if _, ok := render.TemplateByName(outline.text); !ok {
		return choice{}, outline.fault(usageError("内置的有 "+strings.Join(templateNames(), "、"), "没有名为“%s”的提纲", outline.text))
	}
	return outline, nil
}

// writeReport writes a report. One that a person worked on stays as it is: the
// new one goes beside it, with a page of the figures that differ. stray tells what
// becomes of it where something else has its name: it is refused, or put beside
// that as well.
func writeReport(s *job, path string, force, stray bool, doc []byte) (where string, err error) {
	err = s.writer.Write(writer.File{Path: path, Force: force}, doc)
	var refused *writer.Error
	if !errors.As(err, &refused) {
		return path, outputError(err)
	}
	if refused.Why == writer.Foreign {
		older, unread := s.door.Read(path, door.Template)
		if unread == nil {
			_, unread = docx.Text(older)
		}
		if unread == nil {
			return writeBeside(s, path, force, render.WithChanges(doc, older), 2)
		}
	}
	if taken := refused.Why == writer.Foreign || refused.Why == writer.InUse || refused.Why == writer.IsFolder; !stray || !taken {
		return path, outputError(err)
	}
	return writeBeside(s, path, force, doc, 2)
}
