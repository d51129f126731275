package cmd

import (
	"strings"

	"github.com/spf13/cobra"

	"ziping/model/check"
)

func newRules(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "rules [规则]",
		Short: "列出核对规则；写上规则编号则说明那一条",
		Example: `  ziping rules
  ziping rules fund/total
  ziping rules sets
  ziping rules sets hubei > 本地.yaml`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError("例如 ziping rules fund/total", "一次写一条规则")
			}
			if len(args) == 0 {
				listRules(s)
				return nil
			}
			return explainRule(s, args[0])
		},
	}
	c.AddCommand(&cobra.Command{
		Use:   "sets [名称]",
		Short: "列出内置的规则集（各省评分办法）；写上名称则打印那一套，可以存成文件再改",
		Args:  cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				listSets(s)
				return nil
			case 1:
				return printSet(s, args[0])
			}
			return usageError("例如 ziping rules sets hubei", "一次写一套规则集")
		},
	})
	return c
}

var severityName = map[check.Severity]string{check.Error: "错误", check.Warning: "提醒", check.Info: "说明"}

func listRules(s streams) {
	for _, r := range check.Rules {
		printf(s.out, "%-24s 【%s】%s\n", r.ID, severityName[r.Severity], r.Title)
	}
	printf(s.out, "\n运行“ziping rules 规则编号”看一条规则查什么、为什么、怎样改。\n")
}

func listSets(s streams) {
	for _, set := range check.Sets() {
		printf(s.out, "%-15s %s\n", set.Name, set.Title)
	}
	printf(s.out, "\n运行“ziping rules sets 名称”看一套规则的内容和依据。本地办法不同的，存成文件改好，用 --rules 文件 交回来。\n")
}

// printSet prints the file of a built-in set.
func printSet(s streams, name string) error {
	set, ok := check.FindSet(name)
	if !ok {
		return usageError("运行 ziping rules sets 看全部规则集", "没有名为“%s”的规则集", name)
	}
	printf(s.out, "%s", set.Source())
	return nil
}

// explainRule prints the prose of one rule.
func explainRule(s streams, id string) error {
	r, ok := check.FindRule(id)
	if !ok {
		return usageError(nearRules(id), "没有编号为“%s”的规则", id)
	}
	doc := r.Doc()
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
	for _, r := range check.Rules {
		if strings.HasPrefix(r.ID, group+"/") || name != "" && strings.HasSuffix(r.ID, "/"+name) {
			near = append(near, r.ID)
		}
	}
	if len(near) == 0 {
		return "运行 ziping rules 看全部规则"
	}
	return "相近的有 " + strings.Join(near, "、")
}
