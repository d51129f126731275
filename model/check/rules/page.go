package rules

import (
	"embed"
	"strings"

	"ziping/model/check"
)

//go:embed doc/*.md
var docFiles embed.FS

// A Doc is a rule explained to the officer who meets it, in Chinese.
type Doc struct {
	What     string // what is compared
	Why      string
	Mend     string // how to put it right
	LetsPass string // what is deliberately not reported
	Basis    string // what it rests on, and what of that is unconfirmed
	Set      string // the rule set of the example, "" for the default
	// Example is a small unit in the notation of package modeltest, followed by
	// the findings it leads to, each on a line beginning with "→".
	Example string
}

// DocOf is the rule's prose. It is empty for a rule without a file in doc/, which
// a test does not allow.
func DocOf(r *check.Rule) Doc {
	data, err := docFiles.ReadFile("doc/" + strings.ReplaceAll(r.ID, "/", "-") + ".md")
	if err != nil {
		return Doc{}
	}
	part := sections(string(data))
	return Doc{
		What: part["查什么"], Why: part["为什么"], Mend: part["怎么改"], LetsPass: part["不报什么"], Basis: part["依据"], Set: part["规则集"],
		Example: strings.Trim(strings.TrimSpace(part["例子"]), "`\n"),
	}
}

// sections splits a file at its "## " headings.
func sections(text string) map[string]string {
	out := map[string]string{}
	for _, s := range strings.Split("\n"+text, "\n## ")[1:] {
		head, body, _ := strings.Cut(s, "\n")
		out[strings.TrimSpace(head)] = strings.TrimSpace(body)
	}
	return out
}
