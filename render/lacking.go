package render

import "ziping/model/check"

// FindingsFor are the findings for another template than the default one: the
// sections it has, and no others. nil stands for the default template.
func (r *Report) FindingsFor(template []byte) ([]check.Finding, error) {
	if template == nil {
		return r.Findings(), nil
	}
	t, err := compiled(template, false)
	if err != nil {
		return nil, err
	}
	var out []check.Finding
	known := map[string]bool{}
	for _, s := range sections {
		known[s.field] = true
		if t.used[s.field] && !s.has(r) {
			out = append(out, missingFinding(s))
		}
	}
	out = append(out, r.findStrangers(t.strangers)...)
	for _, b := range blocks {
		if field := b.name + "各段"; t.used[field] && !known[field] && !r.texts.whole[b.name].Known() && !r.standsIn(b.name) {
			out = append(out, missingFinding(section{field, nil, r.blockSection(b.name)[0].String(), b.name, "在“文字材料”表增加栏目“" + b.name + "”"}))
		}
	}
	return out, nil
}
