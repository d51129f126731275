package cmd

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"ziping/cmd/notices"
)

func newVersion(s *job) *cobra.Command {
	var licenses, asJSON bool
	c := &cobra.Command{
		Use:   "version",
		Short: "显示版本、构建信息和第三方许可",
		Example: `  ziping version
  ziping version --licenses`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			switch {
			case licenses && asJSON:
				return usageError("请去掉其中一个", "--licenses 和 --json 不能一起用")
			case licenses:
				_, err := io.WriteString(s.out, notices.Text())
				return err
			case asJSON:
				return json.NewEncoder(s.out).Encode(thisBuild())
			}
			printBuild(s, thisBuild())
			return nil
		},
	}
	c.Flags().BoolVar(&licenses, "licenses", false, "显示程序里用到的第三方软件的许可全文")
	c.Flags().BoolVar(&asJSON, "json", false, "写成 JSON，供程序使用")
	return c
}

func printBuild(s *job, b build) {
	if b.Modified {
		b.Commit += "（另有没有提交的修改）"
	}
	printf(s.out, "ziping %s\n", b.Version)
	for _, line := range []struct{ name, value string }{{"提交", b.Commit}, {"日期", b.Date}, {"Go  ", b.Go}, {"系统", b.System}} {
		if line.value == "" {
			line.value = "没有记录"
		}
		printf(s.out, "%s  %s\n", line.name, line.value)
	}
}
