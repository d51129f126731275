package cmd

import (
	"strings"

	"github.com/spf13/cobra"

	"ziping/xlsx/profile"
)

func newProfile(s streams) *cobra.Command {
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

func newProfileList(s streams) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "列出内置的表", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			for _, f := range profile.Default().Forms {
				var titles []string
				for _, field := range f.Fields {
					titles = append(titles, field.Title)
				}
				printf(s.out, "%-10s %s：%s\n", f.Kind, f.Title, strings.Join(titles, "、"))
			}
			return nil
		},
	}
}

func newProfileShow(s streams) *cobra.Command {
	return &cobra.Command{
		Use: "show [表]", Short: "显示内置的词表（YAML）", Args: cobra.MaximumNArgs(1),
		Example: `  ziping profile show
  ziping profile show fund`,
		RunE: func(_ *cobra.Command, args []string) error {
			p := profile.Default()
			if len(args) == 1 {
				var err error
				if p, err = onlyForm(p, args[0]); err != nil {
					return err
				}
			}
			_, err := s.out.Write(profile.Save(p))
			return err
		},
	}
}

// onlyForm is the part of a profile that concerns one form, named by kind or
// title.
func onlyForm(p *profile.Profile, name string) (*profile.Profile, error) {
	out := &profile.Profile{Name: p.Name, Title: p.Title}
	var kinds []string
	for _, f := range p.Forms {
		kinds = append(kinds, string(f.Kind))
		if string(f.Kind) == name || f.Title == name {
			out.Forms = append(out.Forms, f)
		}
	}
	if len(out.Forms) == 0 {
		return nil, usageError("可以写 "+strings.Join(kinds, "、"), "没有名为“%s”的表", name)
	}
	return out, nil
}

func newProfileCheck(s streams) *cobra.Command {
	return &cobra.Command{
		Use: "check 文件", Short: "检查自己的词表写得对不对", Args: exactPath("词表文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			p, err := loadProfile(args[0])
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
