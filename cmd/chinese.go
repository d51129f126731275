package cmd

import (
	"cmp"
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// speakChinese replaces every English sentence of cobra and pflag.
func speakChinese(root *cobra.Command) {
	cobra.AddTemplateFunc("flagUsages", flagUsages)
	root.SetHelpTemplate(helpTemplate)
	root.SetUsageTemplate(usageTemplate)
	root.SetVersionTemplate("ziping {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.InitDefaultHelpCmd()
	describeHelpFlag(root)
	root.InitDefaultVersionFlag()
	root.Flags().Lookup("version").Usage = "显示版本"
}

func describeHelpFlag(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = "显示本说明"
	c.DisableFlagsInUseLine = true
	for _, sub := range c.Commands() {
		describeHelpFlag(sub)
	}
}

const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{if or .Runnable .HasSubCommands}}{{.UsageString}}{{end}}`

const usageTemplate = `用法：
  {{if .HasAvailableSubCommands}}{{if .Runnable}}{{.UseLine}}
  {{end}}{{.CommandPath}} 命令 …{{else}}{{.UseLine}}{{end}}
{{if .HasExample}}
例：
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
命令：
{{range .Commands}}{{if .IsAvailableCommand}}  {{rpad .Name .NamePadding}} {{.Short}}
{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}
选项：
{{flagUsages .LocalFlags | trimTrailingWhitespaces}}
{{end}}{{if not .HasParent}}
退出码：0 没有问题；1 失败；3 部分单位失败；4 有错误级别的发现；10 用法或配置有误；
        11 输出被另一个 ziping 占用；12 输出写不了；130 已取消。
{{end}}{{if .HasAvailableSubCommands}}
运行“{{.CommandPath}} 命令 --help”看一个命令的说明。
{{end}}`

// flagError says in Chinese what pflag says in English.
func flagError(c *cobra.Command, err error) error {
	hint := "运行 " + c.CommandPath() + " --help 看可用的选项"
	var missing *pflag.NotExistError
	var required *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &missing):
		dashes := "--"
		if missing.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		return usageError(hint, "没有“%s%s”这个选项", dashes, missing.GetSpecifiedName())
	case errors.As(err, &required):
		return usageError(hint, "选项“--%s”后面要写一个值", required.GetFlag().Name)
	case errors.As(err, &invalid):
		return usageError(hint, "选项“--%s”的值“%s”不对", invalid.GetFlag().Name, invalid.GetValue())
	}
	return usageError(hint, "选项写法不对：%v", err)
}

// example is the first command line that a command's help shows.
func example(c *cobra.Command) string {
	line, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n")
	return cmp.Or(line, c.UseLine())
}

// atMostOne is cobra.MaximumNArgs(1) in Chinese.
func atMostOne(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usageError("例如 "+example(c), "写了 %d 个名称，这里只能写一个", len(args))
	}
	return nil
}

// exactPath checks that a command got the arguments it takes.
func exactPath(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return usageError("例如 "+example(c), "没有写%s", what)
		case len(args) > 1:
			return usageError("一次写一个；同一单位的几个文件请放进一个文件夹，再写文件夹名；文件名里有空格的请加引号",
				"写了 %d 个%s，这里只能写一个", len(args), what)
		}
		return nil
	}
}
