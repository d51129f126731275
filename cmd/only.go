package cmd

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/handout"
	"ziping/cmd/writer"
	"ziping/xlsx/write"
)

// The outputs that --only chooses from.
const (
	outReport     = "报告"
	outSupplement = "补充材料"
	outMarked     = "标注"
	outList       = "核对"
	outJSON       = "json"
)

var allOutputs = []string{outReport, outSupplement, outMarked, outList, outJSON}

// onlyFlag chooses outputs.
type onlyFlag struct{ only []string }

func (f *onlyFlag) addFlags(c *cobra.Command) {
	c.Flags().StringSliceVar(&f.only, "only", nil, "只写这些`结果`，用逗号分开："+strings.Join(allOutputs, "、"))
}

// outputs are what was chosen; none stands for the usual ones.
func (f *onlyFlag) outputs() (outputSet, error) {
	var set outputSet
	for _, name := range f.only {
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "report" {
			name = outReport
		}
		if !slices.Contains(allOutputs, name) {
			return nil, usageError("可以写 "+strings.Join(allOutputs, "、")+"，用逗号分开", "--only 里的“%s”不是一种结果", name)
		}
		set = append(set, name)
	}
	return set, nil
}

// An outputSet is what is to be written; nil is what is written without being asked.
type outputSet []string

// has reports an output that is written unless others were chosen.
func (o outputSet) has(name string) bool { return o == nil || slices.Contains(o, name) }

// asked reports an output that is written only when it was chosen.
func (o outputSet) asked(name string) bool { return slices.Contains(o, name) }

// A beside is what was written beside a report.
type besideOutputs struct {
	supplement string
	copies     []handout.Copy
	place      copyPlace
	list       string
	err        error
}

// besideReport writes what goes with a unit's report: 补充材料 when there is
// something to ask, and what was chosen besides.
func (r result) besideReport(s *job, path, dir string, opt reportOptions, only outputSet) besideOutputs {
	var b besideOutputs
	if r.err != nil || r.project == nil {
		return b
	}
	stem := writer.SafeName(baseName(path))
	if only.has(outSupplement) {
		b.supplement, b.err = r.writeSupplement(s, filepath.Join(dir, "补充材料_"+stem+".xlsx"), opt, false)
	}
	if b.err == nil && only.asked(outList) {
		b.list = filepath.Join(dir, stem+"_核对清单.xlsx")
		b.err = s.write(writer.File{Path: b.list, Force: opt.force}, func(w io.Writer) error { return write.Checklist(checklist(r, dir)).Write(w) })
	}
	if b.err == nil && only.asked(outMarked) {
		b.copies = r.unit(opt).Annotate(r.given)
		b.place = copyPlace{dir: filepath.Join(dir, stem+"_"+markedFolder)}
		b.err = s.writeTree(s.markedOnly(b.copies, b.place.dir, opt.force))
	}
	if b.err == nil && only.asked(outJSON) {
		b.err = s.write(writer.File{Path: filepath.Join(dir, stem+resultSuffix+".json"), Force: opt.force}, func(w io.Writer) error {
			return findingFormats.of(".json")(w, sheet{result: r, dir: dir})
		})
	}
	return b
}

// tell says what was written.
func (b besideOutputs) tell(s *job) {
	tellSupplement(s, b.supplement)
	if b.list != "" {
		printf(s.out, "核对清单：%s\n", oneLine(b.list))
	}
	tellMarked(s, b.copies, b.place)
}

// tellMarked says where the marked copies are, and which workbooks have none.
func tellMarked(s *job, copies []handout.Copy, place copyPlace) {
	marked := 0
	for _, c := range copies {
		if c.Why == "" {
			marked++
			continue
		}
		printf(s.out, "没有标注：%s（%s）\n", oneLine(c.Name), c.Why)
	}
	if marked > 0 {
		printf(s.out, "标注的副本：%s（%d 个）\n", oneLine(place.dir), marked)
	}
}
