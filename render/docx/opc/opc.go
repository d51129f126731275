package opc

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// Limits on what is accepted as a template. A real template of a report is below 5 MB in 40 parts.
const (
	maxEntries   = 5000
	MaxPart      = 64 << 20  // an XML part, unpacked
	maxTotal     = 512 << 20 // everything, unpacked, as declared
	maxRatio     = 600       // unpacked : packed, for parts above ratioFloor; deflate itself ends at 1032
	ratioFloor   = 8 << 20
	maxFile      = 256 << 20 // the package itself
	ContentTypes = "[Content_Types].xml"
)

// A Package is an OPC package: the zip entries in order, and what the content types and relationships say about them.
type Package struct {
	Entries []entry
	index   map[string]int // lower-case name → entry
	Types   typeTable
	Main    string           // name of the main document part
	Dotx    bool             // the main part is a Word template (.dotx)
	Strict  bool             // relationships use the strict namespace
	rels    map[string][]Rel // by part, as read
	top     []Rel            // the package's own relationships
}

// An entry is one zip entry: its packed bytes as they are, unpacked on demand.
type entry struct {
	Name   string
	header zip.FileHeader
	raw    []byte // packed data, a slice of the package
}

// typeTable is [Content_Types].xml.
type typeTable struct {
	Defaults  []typeDefault
	Overrides []typeOverride
}

type (
	typeDefault  struct{ Extension, Type string }
	typeOverride struct{ PartName, Type string }
)

// of returns the content type of a part.
func (t *typeTable) of(name string) string {
	for _, o := range t.Overrides {
		if strings.EqualFold(strings.TrimPrefix(o.PartName, "/"), name) {
			return o.Type
		}
	}
	ext := strings.TrimPrefix(path.Ext(name), ".")
	for _, d := range t.Defaults {
		if strings.EqualFold(d.Extension, ext) {
			return d.Type
		}
	}
	return ""
}

// Open reads the directory of a .docx, refusing what is not one or is not safe to fill.
func Open(data []byte) (*Package, error) {
	p, err := OpenArchive(data)
	if err != nil {
		return nil, err
	}
	if err := p.readTypes(); err != nil {
		return nil, err
	}
	return p, p.findMain()
}

// OpenArchive reads the zip directory and checks every entry's name and size.
func OpenArchive(data []byte) (*Package, error) {
	if err := sniff(data); err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, problem.Fail(problem.Limit, "", "请删去模板中不需要的图片。", "文件有 %d MB，超过上限 %d MB", len(data)>>20, maxFile>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, problem.Fail(problem.Package, "", "文件可能没有下载或复制完整，请重新取得一份，或用 Word、WPS 打开后另存为 .docx。", "压缩包损坏，不能打开（%v）", err)
	}
	if len(z.File) > maxEntries {
		return nil, problem.Fail(problem.Limit, "", "", "压缩包内有 %d 个文件，超过上限 %d 个", len(z.File), maxEntries)
	}
	p := &Package{index: make(map[string]int, len(z.File)), Entries: make([]entry, 0, len(z.File))}
	var total uint64
	for _, f := range z.File {
		if err := checkEntry(f); err != nil {
			return nil, err
		}
		if total += f.UncompressedSize64; total > maxTotal {
			return nil, problem.Fail(problem.Limit, f.Name, "", "压缩包展开后超过 %d MB，不像是 Word 模板", maxTotal>>20)
		}
		key := strings.ToLower(f.Name)
		if _, dup := p.index[key]; dup {
			return nil, problem.Fail(problem.PartName, f.Name, "请用 Word 或 WPS 打开后另存一份。", "压缩包内有两个名为“%s”的文件", f.Name)
		}
		off, err := f.DataOffset()
		if err != nil || off < 0 || off > int64(len(data)) || f.CompressedSize64 > uint64(int64(len(data))-off) {
			return nil, problem.Fail(problem.Package, f.Name, "文件可能没有下载或复制完整，请重新取得一份。", "压缩包内“%s”的位置不对", f.Name)
		}
		p.index[key] = len(p.Entries)
		p.Entries = append(p.Entries, entry{Name: f.Name, header: f.FileHeader, raw: data[off : off+int64(f.CompressedSize64)]})
	}
	return p, nil
}

// sniff tells apart the files that people take for a .docx.
func sniff(data []byte) error {
	head := data[:min(len(data), 512)]
	trimmed := strings.ToLower(string(bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n")))
	switch {
	case len(data) == 0:
		return problem.Fail(problem.Package, "", "请重新复制一份。", "文件是空的")
	case bytes.HasPrefix(head, []byte("PK")):
		return nil
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return problem.Fail(problem.Encrypted, "", "请用 Word 或 WPS 打开（有密码的先去掉密码），另存为“Word 文档（*.docx）”。",
			"这是旧版 .doc、.wps，或者设了打开密码的文档，不能读取")
	case strings.HasPrefix(trimmed, "{\\rtf"):
		return problem.Fail(problem.Package, "", "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”。", "这是 RTF 文件，不是 .docx")
	case strings.HasPrefix(trimmed, "<!doctype html"), strings.HasPrefix(trimmed, "<html"), strings.HasPrefix(trimmed, "mime-version"):
		return problem.Fail(problem.Package, "", "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”。", "这是网页文件，不是 .docx")
	case strings.HasPrefix(trimmed, "<?xml"):
		return problem.Fail(problem.Package, "", "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”。", "这是单个 XML 文件，不是 .docx")
	}
	return problem.Fail(problem.Package, "", "请确认选对了文件。", "不是 .docx 文件")
}

// checkEntry refuses entry names that step outside the package, and sizes that only a bomb has.
func checkEntry(f *zip.File) error {
	n := f.Name
	bad := n == "" || strings.HasPrefix(n, "/") || strings.ContainsAny(n, "\\\x00") || len(n) > 1 && n[1] == ':' || len(n) > 1024
	for _, seg := range strings.Split(strings.TrimSuffix(n, "/"), "/") {
		bad = bad || seg == "" || seg == "." || seg == ".."
	}
	if bad {
		return problem.Fail(problem.PartName, "", "请用 Word 或 WPS 打开后另存一份。", "压缩包内有不合规的文件名 %q", n)
	}
	if f.Flags&1 != 0 {
		return problem.Fail(problem.Encrypted, n, "请去掉密码后再用。", "压缩包内“%s”加了密", n)
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return problem.Fail(problem.Package, n, "请用 Word 或 WPS 打开后另存一份。", "压缩包内“%s”用了 Word 不用的压缩方法", n)
	}
	if f.UncompressedSize64 > ratioFloor && f.UncompressedSize64/max(f.CompressedSize64, 1) > maxRatio {
		return problem.Fail(problem.Limit, n, "", "压缩包内“%s”的压缩比异常，可能是恶意文件", n)
	}
	return nil
}

// Lookup returns the entry of a part name, whatever its case, or nil.
func (p *Package) Lookup(name string) *entry {
	if i, ok := p.index[strings.ToLower(name)]; ok && name != "" {
		return &p.Entries[i]
	}
	return nil
}

// list reads one of the package's own XML files and calls do with each child of its root, refusing DOCTYPE.
func (p *Package) list(e *entry, do func(t *wml.Tree, i int32)) error {
	data, err := p.Read(e)
	if err != nil {
		return err
	}
	t, serr := wml.Scan(e.Name, data)
	if serr != nil {
		return XMLProblem(e.Name, serr)
	}
	for i := range t.Nodes {
		if t.Nodes[i].Parent == 0 {
			do(t, int32(i))
		}
	}
	return nil
}

// XMLProblem makes the error for a part that is not well-formed.
func XMLProblem(name string, e *wml.SyntaxError) error {
	if e.Doctype {
		return problem.Fail(problem.Doctype, name, "Word 和 WPS 不会写出这样的文件，请重新取得模板。", "“%s”含有 DOCTYPE 声明，不予接受", name)
	}
	return problem.Fail(problem.XML, name, "请用 Word 或 WPS 打开后另存一份。", "“%s”的 XML 损坏，%v", name, e)
}

func (p *Package) readTypes() error {
	e := p.Lookup(ContentTypes)
	if e == nil {
		return problem.Fail(problem.Package, "", "请确认选对了文件。", "压缩包里没有 %s，不是 Word 文档", ContentTypes)
	}
	err := p.list(e, func(t *wml.Tree, i int32) {
		switch t.Nodes[i].Kind {
		case wml.TypeDefault:
			p.Types.Defaults = append(p.Types.Defaults, typeDefault{t.Attr(i, "Extension"), t.Attr(i, "ContentType")})
		case wml.TypeOverride:
			p.Types.Overrides = append(p.Types.Overrides, typeOverride{t.Attr(i, "PartName"), t.Attr(i, "ContentType")})
		}
	})
	if err != nil {
		return err
	}
	hasMacros := false
	for i := range p.Entries {
		hasMacros = hasMacros || strings.Contains(strings.ToLower(p.Entries[i].Name), "vba")
	}
	for _, o := range p.Types.Overrides {
		if macroType(o.Type) && !hasMacros {
			return problem.Fail(problem.Macro, strings.TrimPrefix(o.PartName, "/"), "请另存为“Word 文档（*.docx）”。", "这是可以带宏的文档（.docm），里面没有宏，但也不予接受")
		}
		if macroType(o.Type) {
			return problem.Fail(problem.Macro, strings.TrimPrefix(o.PartName, "/"), "请另存为不含宏的“Word 文档（*.docx）”。", "文档带有宏，不予接受")
		}
	}
	for i := range p.Entries {
		if macroType(p.Types.of(p.Entries[i].Name)) || strings.EqualFold(path.Base(p.Entries[i].Name), "vbaProject.bin") {
			return problem.Fail(problem.Macro, p.Entries[i].Name, "请另存为不含宏的“Word 文档（*.docx）”。", "文档带有宏，不予接受")
		}
	}
	return nil
}

func macroType(t string) bool {
	t = strings.ToLower(t)
	return strings.Contains(t, "macroenabled") || strings.Contains(t, "vbaproject")
}

const (
	TypeMain     = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	TypeTemplate = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
)

// findMain follows the package relationships to the main document part.
func (p *Package) findMain() error {
	var err error
	if p.top, err = p.Rels(""); err != nil {
		return err
	}
	for _, r := range p.top {
		if !r.Is(relOffice) || r.Resolved == "" {
			continue
		}
		e := p.Lookup(r.Resolved)
		if e == nil {
			continue
		}
		switch t := p.Types.of(e.Name); {
		case t == TypeMain:
		case t == TypeTemplate:
			p.Dotx = true
		case strings.Contains(t, "spreadsheetml"):
			return problem.Fail(problem.MainPart, e.Name, "请选择 Word 模板。", "这是 Excel 工作簿，不是 Word 文档")
		case strings.Contains(t, "presentationml"):
			return problem.Fail(problem.MainPart, e.Name, "请选择 Word 模板。", "这是演示文稿，不是 Word 文档")
		default:
			return problem.Fail(problem.MainPart, e.Name, "请用 Word 或 WPS 打开后另存一份。", "正文“%s”的内容类型不是 Word 文档（%q）", e.Name, t)
		}
		p.Main = e.Name
		p.Strict = strings.HasPrefix(r.Type, "http://purl.oclc.org/")
		return nil
	}
	return problem.Fail(problem.MainPart, "", "请确认选对了文件；WPS 文字请另存为“Word 文档（*.docx）”。", "压缩包里没有 Word 正文")
}
