package render

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"ziping/render/docx"
)

func TestFieldLists(t *testing.T) {
	golden(t, "fields.txt", FieldsText)
	var b bytes.Buffer
	if err := FieldsJSON(&b); err != nil {
		t.Fatal(err)
	}
	var list struct{ Fields []FieldDoc }
	if err := json.Unmarshal(b.Bytes(), &list); err != nil || len(list.Fields) != len(fields()) {
		t.Errorf("%v, %d fields", err, len(list.Fields))
	}
	b.Reset()
	if err := FieldsDocx(&b); err != nil {
		t.Fatal(err)
	}
	d, err := docx.Text(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"{{项目名称}}", "{{资金.执行率}}", "{{#类别}} … {{/类别}}", "{{图表 资金柱形图}}"} {
		if !strings.Contains(d.String(), want) {
			t.Errorf("the table of fields has no %s", want)
		}
	}
}

// Names are unique, and every field has a meaning and an example.
func TestFieldDocs(t *testing.T) {
	seen := map[string]bool{}
	unexemplified := map[string]bool{} // the sample has no such thing
	for _, n := range []string{"项目编码", "资金下达文号", "项目负责人", "等级", "评价工作开展情况", "主要经验及做法", "有关建议", "目标分解下达情况", "结果应用和公开情况", "偏离原因"} {
		unexemplified[n] = true
	}
	for _, d := range FieldDocs() {
		for _, n := range append([]string{d.Name}, d.Aliases...) {
			if seen[n] {
				t.Errorf("two fields are called %s", n)
			}
			seen[n] = true
		}
		if d.Meaning == "" || d.Kind == "" {
			t.Errorf("%s is not described", d.Name)
		}
		if d.Kind != KindList && d.Kind != KindObject && d.Example == "" && !unexemplified[d.Name] {
			t.Errorf("%s has no example", d.Name)
		}
	}
}

// The built-in templates name nothing that is not a field.
func TestTemplatesAgainstFields(t *testing.T) {
	for _, info := range Templates() {
		for _, p := range docx.Lint(info.Docx, TemplateSchema()) {
			if p.Severity == docx.Error {
				t.Errorf("%s: %s %s", info.Name, p.ID, p.Message)
			}
		}
	}
}

func TestTemplateByName(t *testing.T) {
	for name, want := range map[string]string{"自评报告": "自评报告", "财预〔2020〕10号": "绩效评价", "财预(2020)10号": "绩效评价", "仅自评表": "自评表", "转移支付": "转移支付"} {
		if got, ok := TemplateByName(name); !ok || got.Name != want {
			t.Errorf("%s: got %s, %v", name, got.Name, ok)
		}
	}
	if _, ok := TemplateByName("没有"); ok {
		t.Error("found a template that is not there")
	}
}
