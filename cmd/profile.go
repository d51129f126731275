package cmd

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"ziping/xlsx/profile"
)

func newProfile(s *job) *cobra.Command {
	c := &cobra.Command{
		Use:   "profile",
		Short: "表头词表：列出、查看、检查",
		Long: `词表（YAML）写明各种表叫什么、每一列的表头有哪些叫法。内置的词表认得常见叫法；
本单位的叫法认不出时，用 ziping inspect --save-profile 存一份，改好后在各命令里用 --profile 交回来。`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newProfileList(s), newProfileShow(s), newProfileCheck(s))
	return c
}

func newProfileList(s *job) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "列出内置的表", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			for _, e := range profile.List() {
				var titles []string
				for _, field := range e.Form().Fields {
					titles = append(titles, field.Title)
				}
				printf(s.out, "%-10s %s：%s\n", e.Name, e.Title, strings.Join(titles, "、"))
			}
			return nil
		},
	}
}

func newProfileShow(s *job) *cobra.Command {
	var out outFlags
	c := &cobra.Command{
		Use: "show [表]", Short: "显示内置的词表（YAML）", Args: atMostOne,
		Example: `  ziping profile show
  ziping profile show fund -o 词表.yaml`,
		RunE: func(_ *cobra.Command, args []string) error {
			p := profile.Default()
			if len(args) == 1 {
				form, err := builtinForm(args[0])
				if err != nil {
					return err
				}
				p = &profile.Profile{Name: p.Name, Title: p.Title, Forms: []profile.Form{form}}
			}
			return out.write(s, func(w io.Writer) error { _, err := w.Write(profile.Save(p)); return err })
		},
	}
	out.addFlags(c, "写到这个`文件`（.yaml）")
	return c
}

// builtinForm is the built-in form of that name or title.
func builtinForm(name string) (profile.Form, error) {
	var names []string
	for _, e := range profile.List() {
		if e.Name == name || e.Title == name {
			return e.Form(), nil
		}
		names = append(names, e.Name)
	}
	return profile.Form{}, usageError("可以写 "+strings.Join(names, "、"), "没有名为“%s”的表", name)
}

func newProfileCheck(s *job) *cobra.Command {
	return &cobra.Command{
		Use: "check 文件", Short: "检查自己的词表写得对不对", Args: exactPath("词表文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			p, err := loadProfile(s.door, args[0])
			if err != nil {
				return err
			}
			words := 0
			for _, f := range p.Forms {
				for _, field := range f.Fields {
					words += len(field.Words)
				}
			}
			printf(s.out, "没有问题：%d 种表，%d 个叫法\n", len(p.Forms), words)
			return nil
		},
	}
}
