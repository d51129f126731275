package cmd

import (
	"github.com/spf13/cobra"

	"ziping/render"
)

func newSchema(s *job) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "输出 --json 的 JSON Schema，供程序使用",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := s.out.Write(render.Schema)
			return err
		},
	}
}

func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError("运行 "+c.CommandPath()+" --help 看用法", "%s 后面不用写“%s”", c.CommandPath(), args[0])
	}
	return nil
}
