package cmd

import (
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/cmd/settings"
	"ziping/render"
	"ziping/render/city"
	"ziping/render/docx"
)

// cityPapers choose how a city's papers look.
type cityPapers struct {
	returnTemplate, rollupTemplate string
	due, from                      string
	returned, rolled               []byte // the templates, nil for those that are built in
}

func (p *cityPapers) addFlags(c *cobra.Command) {
	c.Flags().StringVar(&p.returnTemplate, "return-template", "", "自己的退回单模板`文件`（.docx）")
	c.Flags().StringVar(&p.rollupTemplate, "rollup-template", "", "自己的汇总报告模板`文件`（.docx）")
	c.Flags().StringVar(&p.due, "due", "", "退回单上改好的`期限`，例如 2023年4月20日；不写则留待填写")
	c.Flags().StringVar(&p.from, "office", "", "汇总`单位`，写在退回单和汇总报告上")
}

// read reads the templates and judges them before the first unit is read.
func (p *cityPapers) read(s *job, held settings.Set) error {
	for _, t := range []struct {
		twin, flag string
		to         *[]byte
		check      func([]byte) []docx.Problem
	}{
		{settings.ReturnTemplate, p.returnTemplate, &p.returned, city.CheckReturn},
		{settings.RollupTemplate, p.rollupTemplate, &p.rolled, city.CheckReport},
	} {
		chosen := choose(held, t.twin, t.flag)
		if chosen.text == "" {
			continue
		}
		data, err := chosen.read(s.door, door.Template)
		if err != nil {
			return err
		}
		var bad []docx.Problem
		for _, problem := range t.check(data) {
			if problem.Severity == docx.Error {
				bad = append(bad, problem)
			}
		}
		if len(bad) > 0 {
			return templateError(filepath.Base(chosen.text), &docx.TemplateError{Problems: bad})
		}
		*t.to = data
	}
	if p.due != "" {
		if _, err := signatureDate(p.due); err != nil {
			return errors.Join(usageError("例如 --due 2023年4月20日", "“%s”不是一个完整的日期", p.due))
		}
	}
	return nil
}

// verdict is what may be said of a unit without errors.
func verdict(u *batchUnit) string { return render.Verdict(u.project, u.findings, u.checked) }
