package cmd

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/cmd/settings"
	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/xlsx"
	"ziping/xlsx/profile"
)

// readFlags are the options of every command that reads workbooks.
type readFlags struct {
	profile   string
	password  string
	headerRow []string
	answers   string
	held      settings.Set // stands in for the flags that say nothing
}

func (f *readFlags) addFlags(c *cobra.Command) {
	c.Flags().StringVar(&f.profile, "profile", "", "本单位的表头词表`文件`（YAML），见 ziping profile --help")
	c.Flags().StringVar(&f.password, "password", "", "工作簿的打开`密码`")
	c.Flags().StringArrayVar(&f.headerRow, "header-row", nil, "指定表头所在行，写作`工作表!行号`，可以写多次")
	c.Flags().StringVar(&f.answers, "answers", "", "对问题的答复`文件`（JSON），问题见 --json 的 questions")
}

func (f *readFlags) options(d *door.Door) (xlsx.ReadOptions, error) {
	opt := xlsx.ReadOptions{Profile: profile.Default()}
	opt.Password = f.password
	if c := choose(f.held, settings.Profile, f.profile); c.text != "" {
		own, err := chosenProfile(d, c)
		if err != nil {
			return opt, err
		}
		opt.Profile = profile.Join(opt.Profile, own)
	}
	rows, err := headerRows(f.headerRow)
	opt.HeaderRows = rows
	if err == nil && f.answers != "" {
		opt.Answers, err = loadAnswers(d, f.answers)
	}
	return opt, err
}

// loadAnswers reads a file of answers.
func loadAnswers(d *door.Door, path string) ([]model.Answer, error) {
	data, err := readFile(d, path, door.JSON)
	if err != nil {
		return nil, err
	}
	answers, err := xlsx.ParseAnswers(data, path)
	if err != nil {
		return nil, usageError(xlsx.AnswersExample, "答复文件“%s”%v", path, err)
	}
	return answers, nil
}

// loadProfile reads a user's profile.
func loadProfile(d *door.Door, path string) (*profile.Profile, error) {
	return chosenProfile(d, choice{text: path})
}

func chosenProfile(d *door.Door, c choice) (*profile.Profile, error) {
	data, err := c.read(d, door.YAML)
	if err != nil {
		return nil, err
	}
	p, err := profile.Load(data, c.text)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	return p, nil
}

// headerRows reads 表!5.
func headerRows(specs []string) (map[string]int, error) {
	rows := map[string]int{}
	for _, spec := range specs {
		i := strings.LastIndexAny(spec, "!！")
		if i <= 0 {
			return nil, usageError("例如 --header-row 资金表!5", "“%s”不是“工作表!行号”", spec)
		}
		sheet, number := spec[:i], strings.TrimLeft(spec[i:], "!！")
		row, err := strconv.Atoi(number)
		if err != nil || row < 1 || row > 1048576 {
			return nil, usageError("例如 --header-row 资金表!5", "“%s”里的“%s”不是行号", spec, number)
		}
		rows[sheet] = row
	}
	return rows, nil
}

// unitFlags are the options of the commands that judge a unit.
type unitFlags struct {
	readFlags
	rules string
}

func (f *unitFlags) addFlags(c *cobra.Command) {
	f.readFlags.addFlags(c)
	c.Flags().StringVar(&f.rules, "rules", "", "评分规则的`名称或文件`：内置规则集的名称，或自己的规则文件（YAML），见 ziping rules sets")
}

func (f *unitFlags) pipeline(d *door.Door) (pipelineOptions, error) {
	read, err := f.options(d)
	if err != nil {
		return pipelineOptions{}, err
	}
	set, err := findSet(d, choose(f.held, settings.Rules, f.rules))
	return pipelineOptions{door: d, read: read, set: set}, err
}

// findSet finds a rule set by name, or reads one from a file.
func findSet(d *door.Door, c choice) (*check.Set, error) {
	if set, ok := check.FindSet(c.text); ok {
		return set, nil
	}
	if !c.isFile() {
		var names []string
		for _, s := range check.Sets() {
			names = append(names, s.Name)
		}
		return nil, c.fault(usageError("内置的有 "+strings.Join(names, "、")+"；自己的规则文件请写带扩展名的文件名", "没有名为“%s”的规则集", c.text))
	}
	data, err := c.read(d, door.YAML)
	if err != nil {
		return nil, err
	}
	set, err := rules.All.ParseSet(data, c.text)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	return set, nil
}
