package cmd

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"ziping/model/check"
	"ziping/model/check/rules"
)

func newRules(s *job) *cobra.Command {
	c := &cobra.Command{
		Use:   "rules [规则]",
		Short: "列出核对规则；写上规则编号则说明那一条",
		Example: `  ziping rules
  ziping rules fund/total
  ziping rules sets
  ziping rules sets hubei -o 本地.yaml`,
		Args: atMostOne,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				listRules(s)
				return nil
			}
			return explainRule(s, args[0])
		},
	}
	c.AddCommand(newRuleSets(s))
	return c
}

func newRuleSets(s *job) *cobra.Command {
	var out outFlags
	c := &cobra.Command{
		Use:   "sets [名称]",
		Short: "列出内置的规则集（各省评分办法）；写上名称则打印那一套，可以存成文件再改",
		Long: `规则集写明分值、档次、等级、分母和舍入。写上名称则打印那一套；本地办法不同的，
存成文件改好，用 --rules 文件 交回来。文件里没有写到的，照 extends 写明的那一套。

一条规则算几级，写在 severity 下面：error 错误、warning 提醒、info 说明、off 不查：

  severity:
    fund/rate: warning
    text/missing: off`,
		Example: `  ziping rules sets
  ziping rules sets hubei -o 本地.yaml`,
		Args: atMostOne,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return out.write(s, listSets)
			}
			return printSet(s, args[0], out)
		},
	}
	out.addFlags(c, "写到这个`文件`（.yaml）")
	return c
}

var severityName = map[check.Severity]string{check.Error: "错误", check.Warning: "提醒", check.Info: "说明"}

func listRules(s *job) {
	for _, r := range rules.All {
		printf(s.out, "%-24s 【%s】%s\n", r.ID, severityName[r.Severity], r.Title)
	}
	printf(s.out, "\n运行“ziping rules 规则编号”看一条规则查什么、为什么、怎样改。\n")
}

func listSets(w io.Writer) error {
	for _, set := range check.Sets() {
		printf(w, "%-15s %s\n", set.Name, set.Title)
	}
	printf(w, "\n运行“ziping rules sets 名称”看一套规则的内容和依据。本地办法不同的，加 -o 存成文件改好，用 --rules 文件 交回来。\n")
	return nil
}

// printSet prints the file of a built-in set.
func printSet(s *job, name string, out outFlags) error {
	set, ok := check.FindSet(name)
	if !ok {
		return usageError("运行 ziping rules sets 看全部规则集", "没有名为“%s”的规则集", name)
	}
	return out.write(s, func(w io.Writer) error { _, err := w.Write(set.Source()); return err })
}

// explainRule prints the prose of one rule.
func explainRule(s *job, id string) error {
	r, ok := rules.All.Named(id)
	if !ok {
		return usageError(nearRules(id), "没有编号为“%s”的规则", id)
	}
	doc := rules.DocOf(r)
	printf(s.out, "%s　%s【%s】\n", r.ID, r.Title, severityName[r.Severity])
	for _, part := range []struct{ head, body string }{
		{"查什么", doc.What}, {"为什么", doc.Why}, {"怎样改", doc.Mend},
		{"有意放过", doc.LetsPass}, {"依据", doc.Basis}, {"例", doc.Example},
	} {
		if body := strings.TrimSpace(part.body); body != "" {
			printf(s.out, "\n%s\n%s\n", part.head, indent(body))
		}
	}
	return nil
}

func indent(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }

// nearRules suggests the rules of the same group or name.
func nearRules(id string) string {
	group, name, _ := strings.Cut(id, "/")
	var near []string
	for _, r := range rules.All {
		if strings.HasPrefix(r.ID, group+"/") || name != "" && strings.HasSuffix(r.ID, "/"+name) {
			near = append(near, r.ID)
		}
	}
	if len(near) == 0 {
		return "运行 ziping rules 看全部规则"
	}
	return "相近的有 " + strings.Join(near, "、")
}
