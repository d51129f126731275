package docx

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"ziping/render/docx/problem"
)

// casesDir is where the conformance cases lie. They are templates of other engines, with data and the text that those
// make of them, and no part of the project: a folder for each case with template.docx, data.json, case.json and, unless
// the template must be refused, expected.json.
func casesDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("ZIPING_CASES")
	if dir == "" {
		t.Skip("no conformance cases: $ZIPING_CASES names no folder")
	}
	return dir
}

// A conformanceCase is one directory of the cases.
type conformanceCase struct {
	name     string
	template []byte
	data     any
	meta     struct {
		Kind   string
		Errors []struct{ ID, Xtag, File string }
	}
	expected map[string]expectedPart
}

type expectedPart struct {
	Paragraphs []struct{ T, In string }
	Tables     [][][]string
}

func loadCases(t *testing.T) []conformanceCase {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(casesDir(t), "*", "template.docx"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no cases found: %v", err)
	}
	var out []conformanceCase
	for _, f := range dirs {
		d := filepath.Dir(f)
		c := conformanceCase{name: filepath.Base(d), template: readFile(t, f), data: readJSON(t, filepath.Join(d, "data.json"))}
		if err := json.Unmarshal(readFile(t, filepath.Join(d, "case.json")), &c.meta); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(filepath.Join(d, "expected.json")); err == nil {
			if err := json.Unmarshal(b, &c.expected); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, c)
	}
	return out
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readJSON(t testing.TB, name string) any {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(readFile(t, name)))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// deviations are the cases whose expected text is another engine's and not ours, with the reason. What is left
// of the comparison is in the test.
var deviations = map[string]string{
	"docxtemplater-0439":           "a .docm is refused: macros",
	"docxtemplater-0461":           "docxtemplater adds a page break after each copy when a section break stands before the loop; ours adds nothing",
	"easy-template-x-loop-007":     "a close tag with another name is an error, not ignored",
	"easy-template-x-loop-011":     "a loop within one paragraph repeats text, never the list paragraph",
	"easy-template-x-loop-019":     "a loop over several rows repeats the rows; easy-template-x takes tags in one column for a column loop",
	"easy-template-x-realLife-001": "{{@x}} inserts raw XML there; ours refuses it",
}

// TestCases holds the engine to the text that docxtemplater and easy-template-x make of their own templates.
//
// Two differences are by contract and taken out before comparing: a missing name prints "undefined" there and nothing
// with MissingEmpty here; and a paragraph that holds nothing but tags of sections vanishes here, always, where the others keep
// it empty unless told otherwise. So empty paragraphs do not count.
func TestCases(t *testing.T) {
	for _, c := range loadCases(t) {
		if c.expected == nil {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			if why, ok := deviations[c.name]; ok {
				t.Skip("deviates: " + why)
			}
			tpl, err := Compile(c.template)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := tpl.Fill(&out, c.data, Missing(MissingEmpty)); err != nil {
				t.Fatal(err)
			}
			doc, err := Text(out.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range c.expected {
				got := doc.Part(name)
				if got == nil {
					t.Errorf("%s: part is missing", name)
					continue
				}
				if g, w := gotText(got), wantText(want); !slices.Equal(g, w) {
					t.Errorf("%s:\n got %q\nwant %q", name, g, w)
				}
			}
		})
	}
}

func gotText(p *PartText) []string {
	var out []string
	for _, q := range p.Paragraphs {
		out = appendShown(out, q.In, q.Text)
	}
	for _, tb := range p.Tables {
		out = append(out, fmt.Sprintf("table %d", len(tb.Rows)))
	}
	return out
}

func wantText(p expectedPart) []string {
	var out []string
	for _, q := range p.Paragraphs {
		out = appendShown(out, q.In, strings.ReplaceAll(q.T, "undefined", ""))
	}
	for _, tb := range p.Tables {
		out = append(out, fmt.Sprintf("table %d", len(tb)))
	}
	return out
}

func appendShown(out []string, in, text string) []string {
	if strings.TrimSpace(strings.ReplaceAll(text, "\f", "#")) == "" {
		return out
	}
	return append(out, in+"|"+strings.ReplaceAll(text, "\t", "")) // w:ptab counts as a tab in ours only
}

// refusals maps the kinds of error of the cases to ours.
var refusals = map[string][]string{
	"unclosed_tag":                                 {problem.UnclosedTag},
	"unopened_tag":                                 {problem.StrayClose},
	"duplicate_close_tag":                          {problem.StrayClose},
	"duplicate_open_tag":                           {problem.UnclosedTag, problem.Syntax},
	"unclosed_loop":                                {problem.Unclosed},
	"unopened_loop":                                {problem.Unopened},
	"closing_tag_does_not_match_opening_tag":       {problem.Mismatch},
	"loop_position_invalid":                        {problem.Position},
	"raw_tag_outerxml_invalid":                     {problem.Syntax, problem.XML},
	"raw_xml_tag_should_be_only_text_in_paragraph": {problem.Syntax, problem.XML},
	"scopeparser_compilation_failed":               {problem.Syntax, problem.Format, problem.Unknown},
	"scopeparser_execution_failed":                 {problem.Unknown, problem.XML},
	"invalid_xml_characters":                       {problem.Forbidden, problem.XML},
}

// TestCaseErrors holds that every template of the cases that must be refused is, with the same kinds of error in the same parts.
func TestCaseErrors(t *testing.T) {
	for _, c := range loadCases(t) {
		if c.expected != nil {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			tpl, err := Compile(c.template)
			if err == nil {
				err = tpl.Fill(&bytes.Buffer{}, c.data)
			}
			var te *TemplateError
			if !errors.As(err, &te) {
				t.Fatalf("got error %v, want a *TemplateError", err)
			}
			for _, w := range c.meta.Errors {
				if !slices.ContainsFunc(te.Problems, func(p Problem) bool { return p.Part == w.File && slices.Contains(refusals[w.ID], p.ID) }) {
					t.Errorf("no %s (%v) in %s among:\n%v", w.ID, refusals[w.ID], w.File, err)
				}
			}
			for _, p := range te.Problems {
				if p.ID == "" || p.Message == "" || p.Part == "" {
					t.Errorf("incomplete problem %+v", p)
				}
			}
		})
	}
}
