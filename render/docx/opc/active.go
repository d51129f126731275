package opc

import (
	"strings"
	"ziping/render/docx/wml"
)

// What a template may hold. A filled report is opened without a thought: nothing in it may fetch, run or pull in
// anything by itself. This file is the one list of what is refused; everything else stays.

// An Active is something in a package that acts by itself.
type Active struct {
	Part string // whose relationship or content it is
	ID   string // of the relationship; empty for a field or an element
	What string // in words
	Cure string
}

// refusedRels are the relationship types, by their last word, that are refused wherever they lead.
var refusedRels = map[string][2]string{
	"aFChunk":              {"插入的整个文件（altChunk）", "用 Word 打开，另存一份：插入的内容会变成正文。"},
	"subDocument":          {"子文档", "在大纲视图里取消子文档的链接，让内容成为正文。"},
	"frame":                {"框架页", "把内容复制到一份新文档里。"},
	"control":              {"ActiveX 控件", "删去控件，要选择的地方改用内容控件或文字。"},
	"activeXControlBinary": {"ActiveX 控件", "删去控件，要选择的地方改用内容控件或文字。"},
	"vbaProject":           {"宏", "请另存为不含宏的“Word 文档（*.docx）”。"},
	"wordVbaData":          {"宏", "请另存为不含宏的“Word 文档（*.docx）”。"},
	"attachedToolbars":     {"自带的工具栏", "把内容复制到一份新文档里。"},
}

// outside are the cures for relationships that lead out of the package; those not here get a common one. A hyperlink
// is followed by a person and stays.
var outside = map[string][2]string{
	"image":            {"外部的图片", "把图片剪切后用“选择性粘贴”贴成图片，或重新插入图片。"},
	"attachedTemplate": {"链接的另一个模板", "在“开发工具→文档模板”里把链接的模板改成 Normal，再保存。"},
	"oleObject":        {"链接到外部文件的对象或图表", "在“文件→信息→编辑指向文件的链接”里断开链接。"},
	"subDocument":      {"外部的子文档", "在大纲视图里取消子文档的链接，让内容成为正文。"},
	"frame":            {"外部网页的框架", "把内容复制到一份新文档里。"},
	"mailMergeSource":  {"邮件合并的数据源", "在“邮件→开始邮件合并”里选“普通 Word 文档”，再保存。"},
}

// refusedFields are the field codes that fetch, run or pull in something when the field is updated.
var refusedFields = map[string]string{
	"DDE": "", "DDEAUTO": "", "INCLUDETEXT": "", "INCLUDEPICTURE": "", "INCLUDE": "", "IMPORT": "", "LINK": "", "DATABASE": "",
	"RD": "", "MACROBUTTON": "", "HTMLCONTROL": "", "OCX": "",
}

// refusedParts are words in content types of parts that run.
var refusedParts = []string{"ms-office.activex", "ms-office.vbaproject", "ms-word.vbadata", "macroenabled"}

// Active lists the relationships and parts of the package that a template may not hold.
func (p *Package) Active() []Active {
	var out []Active
	for i := range p.Entries {
		name := p.Entries[i].Name
		if typ := strings.ToLower(p.Types.of(name)); containsAny(typ, refusedParts) {
			out = append(out, Active{Part: name, What: "会运行的部件", Cure: "删去控件和宏，另存为“Word 文档（*.docx）”。"})
		}
		part, ok := relsOf(name)
		if !ok {
			continue
		}
		rels, err := p.Rels(part)
		if err != nil {
			continue // a part that is read for its text is refused when it is
		}
		for j := range rels {
			if what, cure, bad := rels[j].active(); bad {
				out = append(out, Active{part, rels[j].ID, what, cure})
			}
		}
	}
	return out
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// relsOf returns the part whose relationships an entry holds: word/_rels/document.xml.rels → word/document.xml.
func relsOf(name string) (string, bool) {
	i := strings.LastIndex(strings.ToLower(name), "_rels/")
	if i < 0 || !strings.HasSuffix(strings.ToLower(name), ".rels") {
		return "", false
	}
	return name[:i] + name[i+len("_rels/"):len(name)-len(".rels")], true
}

// active judges one relationship.
func (r *Rel) active() (what, cure string, bad bool) {
	kind := r.Type[strings.LastIndexByte(r.Type, '/')+1:]
	if !strings.EqualFold(r.Mode, "External") {
		x, bad := refusedRels[kind]
		return x[0], x[1], bad
	}
	switch {
	case kind == "hyperlink", r.Target == "NULL": // Word writes the second for a picture that is lost
		return "", "", false
	case kind == "attachedTemplate" && localFile(r.Target):
		return "", "", false
	}
	x, ok := outside[kind]
	if !ok {
		x = [2]string{"外部的内容（" + kind + "）", "删去这处引用，要用的内容直接放进文档里。"}
	}
	return x[0] + "“" + wml.Clip(r.Target, 60) + "”", x[1], true
}

// localFile reports whether a target is a file on a drive of the computer: C:\…, file:///C:/…, not a server's.
func localFile(target string) bool {
	t := strings.ReplaceAll(target, "\\", "/")
	if rest, ok := strings.CutPrefix(strings.ToLower(t), "file:///"); ok {
		t = rest
	}
	return len(t) > 2 && t[1] == ':' && (t[0]|0x20) >= 'a' && (t[0]|0x20) <= 'z' && t[2] == '/' || !strings.ContainsAny(t, ":/")
}

// ActiveField judges the code of a field.
func ActiveField(f *wml.Field) (what, cure string, bad bool) {
	word := f.Name()
	if _, bad := refusedFields[word]; bad {
		return "域“" + word + "”", "选中它，按 Ctrl+Shift+F9 变成普通文字或图片，或者删去它。", true
	}
	if f.Nested {
		return "由别的域拼成的域", "删去这个域，要用的内容直接写进文档里。", true
	}
	return "", "", false
}
