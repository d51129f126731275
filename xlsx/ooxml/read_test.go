package ooxml

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/xlsx/grid"
)

// row wraps cells in row 1.
func row(cells string) string { return `<row r="1">` + cells + `</row>` }

func TestCells(t *testing.T) {
	texts := []string{"<t>甲</t>", "<r><t>科</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 普</t></r><rPh sb='0' eb='1'><t>kp</t></rPh><phoneticPr fontId='1'/>",
		"<t>a_x000D__x4E2D_b_x005F_x000D_</t>", "<t/>", "<t>_xD83D__xDE00__xD83D_</t>"}
	for _, c := range []struct{ name, data, want string }{
		{"number kept as written", row(`<c r="A1"><v>0.30000000000000004</v></c><c r="B1" t="n"><v> 1E-7 </v></c>`), `表!A1 number "0.30000000000000004"|表!B1 number "1E-7"`},
		{"shared strings", row(`<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>4</v></c>`),
			`表!A1 string "甲"|表!B1 string "科 普"|表!C1 string "a\r中b_x000D_"|表!D1 string "😀_xD83D_"`},
		{"shared without value is empty", row(`<c r="A1" t="s"/><c r="B1" t="s"><v></v></c><c r="C1" t="s"><v>3</v></c>`), ``},
		{"inline", row(`<c r="A1" t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r><rPh><t>er</t></rPh></is></c><c r="B1" t="inlineStr"><v></v></c><c r="C1" t="inlineStr"><is><t>三</t></is><v>四</v></c>`), `表!A1 string "一二"|表!C1 string "三"`},
		{"formula text", row(`<c r="A1" t="str"><f>B1&amp;"x"</f><v>x_x000A_y</v></c>`), `表!A1 string "x\ny" =B1&"x"`},
		{"empty formula text is cached", row(`<c r="A1" t="str"><f>""</f><v></v></c>`), `表!A1 string "" =""`},
		{"uncached", row(`<c r="A1"><f>SUM(B1:B2)</f></c><c r="B1"><f>1+1</f><v></v></c>`), `表!A1 empty "" =SUM(B1:B2) uncached|表!B1 empty "" =1+1 uncached`},
		{"external", row(`<c r="A1"><f>'[1]表 1'!$A$1+表1[列]</f><v>3</v></c><c r="B1"><f>表1[1]&amp;"[1]"</f><v>3</v></c>`), `表!A1 number "3" ='[1]表 1'!$A$1+表1[列] external|表!B1 number "3" =表1[1]&"[1]"`},
		{"bool and error", row(`<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>false</v></c><c r="C1" t="e"><v>#DIV/0!</v></c>`), `表!A1 bool "1"|表!B1 bool "0"|表!C1 error "#DIV/0!"`},
		{"dates", row(`<c r="A1" s="1"><v>44750</v></c><c r="B1" s="1"><v>44750.395833333336</v></c><c r="C1" t="d"><v>2022-07-08T00:00:00</v></c><c r="D1" s="1"><v>-1</v></c><c r="E1" t="d"><v>PT36H</v></c>`),
			`表!A1 date "2022-07-08" [yyyy"年"m"月"d"日"]|表!B1 date "2022-07-08T09:30:00" [yyyy"年"m"月"d"日"]|表!C1 date "2022-07-08"|表!D1 number "-1" [yyyy"年"m"月"d"日"]|表!E1 string "PT36H"`},
		{"unit in the format, value not scaled", row(`<c r="A1" s="2"><v>123456</v></c>`), `表!A1 number "123456" [0!.0,"万元"]`},
		{"empty style", row(`<c r="A1" s=""><v>5</v></c>`), `表!A1 number "5"`},
		{"styled blanks are dropped", row(`<c r="A1" s="1"/><c r="B1" t="n"/>`), ``},
		{"without references", `<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>`, `表!A1 number "1"|表!C1 number "3"|表!A2 number "4"`},
		{"a reference where a run begins", `<row r="3" spans="3:6"><c r="C3"><v>1</v></c><c/><c><v>3</v></c><c r="F3"><v>4</v></c></row>`, `表!C3 number "1"|表!E3 number "3"|表!F3 number "4"`},
		{"cells out of order", row(`<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>`), `表!A1 number "1"|表!B1 number "2"|表!C1 number "3"`},
		{"rows out of order", `<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>`, `表!A1 number "1"|表!A3 number "3"`},
		{"hidden row", `<row r="2" hidden="1"><c r="A2"><v>3</v></c></row><row r="3" hidden="0"><c r="A3"><v>4</v></c></row>`, `表!A2 number "3" hidden|表!A3 number "4"`},
		{"shared formula", `<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*$C$1+SUM(D:D)</f><v>1</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>`,
			`表!A1 number "1" =B1*$C$1+SUM(D:D)|表!A2 number "2" =B2*$C$1+SUM(D:D)`},
		{"array formula", `<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>`, `表!A1 number "1" =B1:B2*2|表!A2 number "2"`},
		{"extLst and foreign attributes", `<row r="1" x:d="1" xmlns:x="u"><c r="A1" x:e="2" cm="1"><v>1</v><extLst><ext><v>9</v></ext></extLst></c></row>`, `表!A1 number "1"`},
		{"white space between tags", "\n  <row r='1'>\n <c r='A1'>\n<v>1</v>\r\n</c>\n</row>\n", `表!A1 number "1"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := Read(workbookOf(c.data, texts, nil).pack(t))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, strings.Join(dump(b), "|")); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestRefusedCells(t *testing.T) {
	for data, want := range map[string]string{
		row(`<c r="A1"><v>12a</v></c>`):                                                     "表!A1：标为数字",
		row(`<c r="A1"><v>NaN</v></c>`):                                                     "表!A1：标为数字",
		row(`<c r="A1"><v>1,234</v></c>`):                                                   "表!A1：标为数字",
		row(`<c r="A1" t="s"><v>9</v></c>`):                                                 "表!A1：指向文字表里没有的第 9 项",
		row(`<c r="A1" t="s"><v>-1</v></c>`):                                                "表!A1：指向文字表里没有的",
		row(`<c r="A1" t="b"><v>2</v></c>`):                                                 "表!A1：标为真假值",
		row(`<c r="A1" t="d"><v>昨天</v></c>`):                                                "表!A1：标为日期",
		row(`<c r="A1" t="array"><v>1</v></c>`):                                             "不认识的单元格类型",
		row(`<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>`):                                 "表!A1：同一个单元格存了两次",
		row(`<c r="B1"/><c r="A1"/><c r="B1"><v>2</v></c>`):                                 "表!B1：同一个单元格存了两次",
		row(`<c r="A1"><v>1</v></c><c><v>2</v></c>`):                                        "有的单元格带位置、有的不带",
		`<row r="1" spans="1:3"><c r="A1"><v>1</v></c><c><v>2</v></c></row>`:                "有的单元格带位置、有的不带",
		`<row r="1" spans="1:2"><c><v>1</v></c><c r="B1"><v>2</v></c><c><v>3</v></c></row>`: "有的单元格带位置、有的不带",
		`<row r="1" spans="1:2"><c r="B1"><v>1</v></c><c r="A1"/><c><v>2</v></c></row>`:     "有的单元格带位置、有的不带",
		row(`<c r="A2"><v>1</v></c>`):                                                       "单元格 A2 放在第 1 行里",
		row(`<c r="50"><v>1</v></c>`):                                                       "单元格位置“50”不对",
		row(`<c r="A0"><v>1</v></c>`):                                                       "不对",
		row(`<c r="XFE1"><v>1</v></c>`):                                                     "不对",
		row(`<c r="$A$1"><v>1</v></c>`):                                                     "不对",
		row(`<c r="a1"><v>1</v></c>`):                                                       "不对",
		row(`<c q="A1"><v>1</v></c>`):                                                       "不认识的属性",
		row(`<c r="A1" s="x"><v>1</v></c>`):                                                 "样式编号",
		row(`<c r="A1"><v>1</v><v>2</v></c>`):                                               "v 写了两次",
		row(`<c r="A1" t="inlineStr"><v>26</v></c>`):                                        "表!A1：标为内嵌文字",
		row(`<c r="A1" t="inlineStr"><is><t>26</t><t>26</t></is></c>`):                      "标签 t 只能有一个",
		row(`<c r="A1" t="inlineStr"><is><r><t>26</t><t>26</t></r></is></c>`):               "标签 t 只能有一个",
		row(`<c r="A1" t="inlineStr"><is><r><rPr/><rPr/><t>26</t></r></is></c>`):            "标签 rPr 只能有一个",
		row(`<c r="A1" t="inlineStr"><is><t>26</t></is><is><t>26</t></is></c>`):             "is 写了两次",
		row(`<c r="A1"><f>1</f><f>2</f><v>1</v></c>`):                                       "f 写了两次",
		row(`<c r="A1"><w>1</w></c>`):                                                       "不该有的标签 w",
		row(`<c r="A1"><is><t>1</t></is></c>`):                                              "不该有的标签 is",
		row(`<c r="A1"><v><b>1</b></v></c>`):                                                "不该有的标签 b",
		row(`<d r="A1"/>`):                                                                  "不认识的标签 d",
		row(`文字<c r="A1"/>`):                                                                "不该有的文字",
		row(`<c r="A1" xmlns="u"><v>1</v></c>`):                                             "不认识的标签 c",
		`<row r="0"/>`:                                                                      "行号应在",
		`<row r="1048577"/>`:                                                                "行号应在",
		`<row r="-1"/>`:                                                                     "行号应在",
		`<row r="1" hidden="maybe"/>`:                                                       "hidden",
		`<row r="1" q="maybe"/>`:                                                            "不认识的属性",
		`<row r="2"><c r="A2"/></row><row r="2"><c r="B2"/></row>`:                          "第 2 行存了两次",
		`<rows r="1"/>`:                                                                     "不认识的标签 rows",
		`<row r="1">`:                                                                       "不配对",
		row(`<c r="A1" t="inlineStr"><is><t>&bad;</t></is></c>`):                            "没有定义",
		row(`<c r="A1" t="inlineStr"><is><t>R & D</t></is></c>`):                            "&",
		row("<c r=\"A1\" t=\"inlineStr\"><is><t>a\x0bb</t></is></c>"):                       "控制字符",
		row("<c r=\"A1\" t=\"inlineStr\"><is><t>\xb2\xe2</t></is></c>"):                     "UTF-8",
	} {
		_, err := Read(workbookOf(data, []string{"<t>甲</t>"}, nil).pack(t))
		if err == nil {
			t.Errorf("%s: accepted", data)
			continue
		}
		f := faultOf(t, err)
		if !strings.Contains(f.Error(), want) || f.Sheet != "表" || f.Part != "xl/worksheets/sheet1.xml" || f.Cure == "" {
			t.Errorf("%s:\n got %v\nwant %s", data, f, want)
		}
	}
}

func TestRefusedParts(t *testing.T) {
	good := row(`<c r="A1"><v>1</v></c>`)
	for _, c := range []struct {
		more parts
		want string
	}{
		{parts{"xl/worksheets/sheet1.xml": ""}, "找不到这张工作表的内容"},
		{parts{"xl/sharedStrings.xml": ""}, "缺少部件"},
		{parts{"xl/styles.xml": ""}, "缺少部件"},
		{parts{"xl/workbook.xml": ""}, "缺少部件"},
		{parts{"_rels/.rels": ""}, "找不到工作簿部件"},
		{parts{"xl/_rels/workbook.xml.rels": ""}, "找不到这张工作表的内容"},
		{parts{"_rels/.rels": rels("officeDocument xl/workbook.bin")}, ".xlsb"},
		{parts{"_rels/.rels": rels("officeDocument xl/workbook.xml", "officeDocument xl/w2.xml")}, "两个工作簿"},
		{parts{"xl/_rels/workbook.xml.rels": rels("worksheet worksheets/sheet1.xml", "styles styles.xml", "styles styles.xml")}, "两份文字表或样式表"},
		{parts{"XL/Styles.xml": "<a/>"}, "两个同名文件"},
		{parts{`xl\styles.xml`: "<a/>"}, "两个同名文件"},
		{parts{"xl/../styles2.xml": "<a/>"}, "不正常的文件路径"},
		{parts{"C:/a.xml": "<a/>"}, "不正常的文件路径"},
		{parts{"xl/worksheets/sheet1.xml": `<worksheet ` + mainNS + `/>`}, "没有单元格数据"},
		{parts{"xl/worksheets/sheet1.xml": `<worksheet ` + mainNS + `><sheetData/><sheetData/></worksheet>`}, "两份单元格数据"},
		{parts{"xl/worksheets/sheet1.xml": `<worksheet ` + mainNS + `><sheetDate/></worksheet>`}, "不认识的标签 sheetDate"},
		{parts{"xl/worksheets/sheet1.xml": `<worksheet><sheetData/></worksheet>`}, "命名空间"},
		{parts{"xl/worksheets/sheet1.xml": `<html/>`}, "应是 worksheet，却是 html"},
		{parts{"xl/worksheets/sheet1.xml": `<!DOCTYPE a><worksheet ` + mainNS + `><sheetData/></worksheet>`}, "DOCTYPE"},
		{parts{"xl/worksheets/sheet1.xml": `<worksheet ` + mainNS + `><sheetData/></worksheet>x`}, "根元素外面有文字"},
		{parts{"xl/worksheets/sheet1.xml": `<worksheet ` + mainNS + `><sheetData/>` + strings.Repeat("<extLst>", 70) + strings.Repeat("</extLst>", 70) + `</worksheet>`}, "嵌套太深"},
		{parts{"xl/sharedStrings.xml": `<sst ` + mainNS + `><si><t>a</t></si></sst><x/>`}, "两个根元素"},
		{parts{"xl/sharedStrings.xml": `<sst ` + mainNS + `><st><t>a</t></st></sst>`}, "不认识的标签 st"},
		{parts{"xl/sharedStrings.xml": `<sst ` + mainNS + `><si><x>a</x></si></sst>`}, "不认识的标签 x"},
		{parts{"xl/sharedStrings.xml": `<?xml version="1.0" encoding="GBK"?><sst ` + mainNS + `><si><t>甲</t></si></sst>`}, "声明的编码是 GBK，实际不是"},
		{parts{"xl/sharedStrings.xml": `<?xml version="1.0" encoding="UTF-16"?><sst ` + mainNS + `/>`}, "声明的编码是 UTF-16，实际不是"},
		{parts{"xl/sharedStrings.xml": `<?xml version="1.0" encoding="klingon"?><sst ` + mainNS + `/>`}, "不认识的编码"},
		{parts{"xl/styles.xml": `<styleSheet ` + mainNS + `><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>`}, "numFmtId"},
		{parts{"xl/workbook.xml": `<workbook ` + mainNS + ` ` + relNS + `><sheets><sheet name="表" r:id="rId1"/><sheet name="表" r:id="rId9"/></sheets></workbook>`}, "重复的工作表"},
		{parts{"xl/workbook.xml": `<workbook ` + mainNS + ` ` + relNS + `><sheets><sheet name="表" r:id="rId1" state="no"/></sheets></workbook>`}, "state"},
		{parts{"xl/workbook.xml": `<workbook ` + mainNS + ` ` + relNS + `><sheets><sheet name="表" r:id="rId2"/></sheets></workbook>`}, "找不到这张工作表的内容"},
		{parts{"xl/workbook.xml": `<workbook ` + mainNS + ` ` + relNS + `><sheets><sheet name="表"/></sheets></workbook>`}, "对不上号"},
		{parts{"xl/workbook.xml": `<workbook ` + mainNS + `/>`}, "没有工作表清单"},
		{parts{"xl/workbook.xml": `<workbook ` + mainNS + `><sheetz/></workbook>`}, "不认识的标签 sheetz"},
	} {
		_, err := Read(workbookOf(good, nil, c.more).pack(t))
		if err == nil {
			t.Errorf("%v: accepted", c.more)
		} else if f := faultOf(t, err); !strings.Contains(f.Error(), c.want) || f.Cure == "" {
			t.Errorf("%v:\n got %v\nwant %s", c.more, f, c.want)
		}
	}
}

// TestStructure reads everything about a workbook that is no cell.
func TestStructure(t *testing.T) {
	one := `<worksheet ` + mainNS + `><sheetViews><sheetView><pane ySplit="3" state="frozen"/><selection/></sheetView></sheetViews><cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>` +
		`<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><autoFilter ref="A3:G7"><filterColumn colId="0"/></autoFilter><mergeCells count="4"><mergeCell ref="A1:G1"/><mergeCell ref="B:C"/><mergeCell ref="#REF!"/><mergeCell ref="D4"/></mergeCells></worksheet>`
	p := workbookOf("", nil, parts{
		"_rels/.rels": rels("extended-properties docProps/app.xml", "officeDocument /XL/Workbook.xml"),
		"xl/workbook.xml": `<workbook ` + mainNS + ` ` + relNS + `><workbookPr date1904="true"/><sheets><sheet name="一" r:id="rId1"/><sheet name="二" state="hidden" r:id="rId4"/>` +
			`<sheet name="三" state="veryHidden" r:id="rId5"/><sheet name="图" r:id="rId6"/><sheet name="空" r:id=""/></sheets><externalReferences><externalReference r:id="rId7"/></externalReferences>` +
			`<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">一!$A:$B,一!$2:$3</definedName><definedName name="x">一!$A$1</definedName></definedNames></workbook>`,
		"xl/_rels/workbook.xml.rels": rels("worksheet worksheets/sheet1.xml", "sharedStrings /strings.xml", "styles styles.xml", "worksheet ../data/S%201.xml", "worksheet /other/three.xml", "chartsheet chartsheets/sheet1.xml", "externalLink externalLinks/externalLink1.xml", "vbaProject vbaProject.bin"),
		"xl/worksheets/sheet1.xml":   one,
		"data/s 1.xml":               `<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
		"other/three.xml":            `<worksheet ` + mainNS + `><sheetData/></worksheet>`,
		"xl/sharedStrings.xml":       "", "strings.xml": `<sst ` + mainNS + `><si><t>别处</t></si></sst>`,
		"xl/externalLinks/_rels/externalLink1.xml.rels": rels("externalLinkPath file:///D:/%E5%88%AB.xlsx"),
	})
	b, err := Read(p.pack(t))
	if err != nil {
		t.Fatal(err)
	}
	if !b.Date1904 || !b.Macros || b.Format != "xlsm" || !cmp.Equal(b.External, []string{"file:///D:/%E5%88%AB.xlsx"}) {
		t.Errorf("book: %+v", b)
	}
	if d := cmp.Diff([]string{`一!A1 number "1"`, `二!A1 string "别处"`}, dump(b)); d != "" {
		t.Error(d)
	}
	s := b.Sheets[0]
	if b.Sheets[1].Visibility != grid.Hidden || b.Sheets[2].Visibility != grid.VeryHidden || s.Visibility != grid.Visible || len(b.Sheets) != 3 {
		t.Error("visibility")
	}
	if s.FrozenRows != 3 || !cmp.Equal(s.AutoFilter, &grid.Range{Top: 3, Left: 1, Bottom: 7, Right: 7}) || !cmp.Equal(s.PrintTitle, &grid.Range{Top: 2, Left: 1, Bottom: 3, Right: 16384}) {
		t.Errorf("signals: %d %v %v", s.FrozenRows, s.AutoFilter, s.PrintTitle)
	}
	if !cmp.Equal(s.HiddenCols, []grid.Range{{Left: 2, Right: 3}}) || !cmp.Equal(s.Merges, []grid.Range{{Top: 1, Left: 1, Bottom: 1, Right: 7}, {Top: 1, Left: 2, Bottom: 1048576, Right: 3}}) {
		t.Errorf("columns %v, merges %v", s.HiddenCols, s.Merges)
	}
	if len(b.Notes) != 3 {
		t.Errorf("notes: %v", b.Notes)
	}
}

// TestPlaceholders: a 0 that nobody has computed is no result.
func TestPlaceholders(t *testing.T) {
	data := row(`<c r="A1"><f>SUM(B1:C1)</f><v>0</v></c><c r="B1"><f>1+1</f><v>0.0</v></c><c r="C1"><v>0.0</v></c><c r="D1"><f>2+1</f><v>3</v></c>`)
	asked := workbookOf("", nil, nil)["xl/workbook.xml"]
	asked = strings.Replace(asked, "</workbook>", `<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`, 1)
	for want, more := range map[string]parts{
		`表!A1 number "0" =SUM(B1:C1)|表!B1 empty "" =1+1 uncached|表!C1 number "0.0"|表!D1 number "3" =2+1`:        nil,
		`表!A1 empty "" =SUM(B1:C1) uncached|表!B1 empty "" =1+1 uncached|表!C1 number "0.0"|表!D1 number "3" =2+1`: {"xl/workbook.xml": asked},
	} {
		b, err := Read(workbookOf(data, nil, more).pack(t))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, strings.Join(dump(b), "|")); d != "" {
			t.Error(d)
		}
	}
}

// TestAlternateStyles: formats of which a writer keeps a form of its own
// beside the one for everybody.
func TestAlternateStyles(t *testing.T) {
	const compat = `xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	either := func(own, common string) string {
		return `<mc:AlternateContent ` + compat + `><mc:Choice Requires="x" xmlns:x="u">` + own + `</mc:Choice><mc:Fallback>` + common + `</mc:Fallback></mc:AlternateContent>`
	}
	style := `<styleSheet ` + mainNS + `><numFmts>` + either(`<numFmt numFmtId="164" formatCode="0" x:formatCode16="1"/>`, `<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;"/>`) + `</numFmts>` +
		`<cellXfs><xf numFmtId="0"/>` + either(`<xf numFmtId="9"/><xf numFmtId="9"/>`, `<xf numFmtId="10"/>`) + `<xf numFmtId="164"/>%</cellXfs></styleSheet>`
	data := row(`<c r="A1" s="1"><v>0.5</v></c><c r="B1" s="2"><v>44750</v></c>`)
	b, err := Read(workbookOf(data, nil, parts{"xl/styles.xml": strings.Replace(style, "%", "", 1)}).pack(t))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{`表!A1 number "0.5" [0.00%]`, `表!B1 date "2022-07-08" [yyyy"年"]`}, dump(b)); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{`<mc:Other ` + compat + `><xf/></mc:Other>`, `<mc:AlternateContent ` + compat + `>x</mc:AlternateContent>`} {
		if _, err := Read(workbookOf(data, nil, parts{"xl/styles.xml": strings.Replace(style, "%", bad, 1)}).pack(t)); err == nil {
			t.Errorf("%s: accepted", bad)
		}
	}
}

func TestEncodings(t *testing.T) {
	sst := `<?xml version="1.0" encoding="%"?><sst ` + mainNS + `><si><t>甲乙丙</t></si></sst>`
	data := row(`<c r="A1" t="s"><v>0</v></c>`)
	utf16 := func(s string, big, mark bool) string {
		var b []byte
		if mark {
			s = "\uFEFF" + s
		}
		for _, r := range s {
			if big {
				b = append(b, byte(r>>8), byte(r))
			} else {
				b = append(b, byte(r), byte(r>>8))
			}
		}
		return string(b)
	}
	for name, text := range map[string]string{
		"UTF-8 with mark":     "\uFEFF" + strings.Replace(sst, "%", "utf-8", 1),
		"UTF8":                strings.Replace(sst, "%", "utf8", 1),
		"UTF-16 BE":           utf16(strings.Replace(sst, "%", "UTF-16", 1), true, true),
		"UTF-16 LE":           utf16(strings.Replace(sst, "%", "UTF-16LE", 1), false, true),
		"UTF-16 without mark": utf16(strings.Replace(sst, "%", "UTF-16", 1), false, false),
		"GBK":                 strings.Replace(strings.Replace(sst, "%", "GBK", 1), "甲乙丙", "\xbc\xd7\xd2\xd2\xb1\xfb", 1),
	} {
		b, err := Read(workbookOf(data, nil, parts{"xl/sharedStrings.xml": text}).pack(t))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := b.Sheets[0].Cell(1, 1).Text; got != "甲乙丙" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestChecksumZero: archive/zip takes a checksum of 0 for "not given".
func TestChecksumZero(t *testing.T) {
	data := workbookOf(row(`<c r="A1"><v>1</v></c>`), nil, nil).pack(t)
	zr, _ := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for _, f := range zr.File {
		h := f.FileHeader
		h.Flags &^= 8
		raw, _ := f.OpenRaw()
		if f.Name == "xl/worksheets/sheet1.xml" {
			h.CRC32 = 0
		}
		w, err := zw.CreateRaw(&h)
		if err != nil {
			t.Fatal(err)
		}
		var body bytes.Buffer
		body.ReadFrom(raw)
		w.Write(body.Bytes())
	}
	zw.Close()
	if _, err := Read(buf.Bytes()); err == nil || !strings.Contains(err.Error(), "压缩数据损坏") {
		t.Errorf("got %v", err)
	}
}

func TestShift(t *testing.T) {
	for _, c := range []struct {
		text       string
		rows, cols int
		want       string
	}{
		{"A1+$A1+A$1+$A$1", 1, 2, "C2+$A2+C$1+$A$1"},
		{"SUM(A:A,$B:C,1:2,$3:4)", 1, 1, "SUM(B:B,$B:D,2:3,$3:5)"},
		{`"A1"&'A1'!B2&A1表!C3&Sheet1!A1:B2`, 1, 0, `"A1"&'A1'!B3&A1表!C4&Sheet1!A2:B3`},
		{"LOG10(A1)+ABC1D+表1[A1]+1E5+A1.5", 1, 0, "LOG10(A2)+ABC1D+表1[A1]+1E5+A1.5"},
		{"A1", -1, 0, "#REF!"}, {"XFD1", 0, 1, "#REF!"}, {"a1:b2", 1, 0, "A2:B3"},
		{"IF(A1>1,\"it''s \"\"A1\"\"\",'甲''乙'!A1)", 1, 0, "IF(A2>1,\"it''s \"\"A1\"\"\",'甲''乙'!A2)"},
		{"TRUE+XFE1+A1048577", 1, 0, "TRUE+XFE1+A1048577"},
	} {
		if got := string(appendShifted(nil, c.text, c.rows, c.cols)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

// TestStrike wants the strike-through of a cell's font, of a text's runs, and a
// note of a text that is struck out in part.
func TestStrike(t *testing.T) {
	styles := `<styleSheet ` + mainNS + `><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>` +
		`<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"><alignment indent="1"/></xf></cellXfs></styleSheet>`
	run := func(strike, text string) string {
		return `<r><rPr>` + strike + `</rPr><t xml:space="preserve">` + text + `</t></r>`
	}
	texts := []string{"<t>甲</t>", run("<strike/>", "甲"), run("<strike/>", "甲") + run("", "乙"), run("<strike/>", "甲") + run("", " "), "<r><t>甲</t></r>" + run("<strike val='1'/>", "乙")}
	b, err := Read(workbookOf(row(`<c r="A1" s="1"><v>1</v></c><c r="B1" s="2"><v>1</v></c><c r="C1" t="s" s="1"><v>0</v></c><c r="D1" t="s"><v>1</v></c><c r="E1" t="s"><v>2</v></c><c r="F1" t="s"><v>3</v></c>`+
		`<c r="G1" t="s" s="1"><v>4</v></c><c r="H1" t="s"><v>4</v></c><c r="I1" t="s" s="1"><v>2</v></c><c r="J1" s="1"><f>1</f><v>1</v></c><c r="K1" t="inlineStr"><is>`+run("<strike/>", "甲")+`</is></c>`), texts, parts{"xl/styles.xml": styles}).pack(t))
	if err != nil {
		t.Fatal(err)
	}
	struck := ""
	for _, c := range b.Sheets[0].Rows[0].Cells {
		if c.Strike() {
			struck += grid.ColName(int(c.Col))
		}
	}
	if struck != "ACDFGJK" || b.Sheets[0].Cell(1, 2).Indent() != 1 {
		t.Errorf("struck out: %s", struck)
	}
	if len(b.Notes) != 1 || b.Notes[0].Cell != "E1" || !strings.Contains(b.Notes[0].Message, "一部分文字") {
		t.Errorf("%+v", b.Notes)
	}
}

// TestTwice doubles what the schema allows once in the parts beside the sheet.
func TestTwice(t *testing.T) {
	sheet := func(more string) parts {
		return parts{"xl/worksheets/sheet1.xml": `<worksheet ` + mainNS + `><sheetData/>` + more + `</worksheet>`}
	}
	style := func(more string) parts {
		return parts{"xl/styles.xml": `<styleSheet ` + mainNS + `>` + more + `</styleSheet>`}
	}
	for _, more := range []parts{
		sheet(`<mergeCells/><mergeCells/>`), sheet(`<autoFilter/><autoFilter/>`), style(`<fonts/><fonts/>`), style(`<cellXfs/><cellXfs/>`), style(`<numFmts/><numFmts/>`),
		style(`<cellXfs><xf><alignment/><alignment/></xf></cellXfs>`),
		{"xl/workbook.xml": `<workbook ` + mainNS + ` ` + relNS + `><workbookPr/><workbookPr date1904="1"/><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/sharedStrings.xml": `<sst ` + mainNS + `><si><t>26</t><t>26</t></si></sst>`},
	} {
		if _, err := Read(workbookOf("", nil, more).pack(t)); err == nil || !strings.Contains(err.Error(), "只能有一个") {
			t.Errorf("%v: %v", more, err)
		}
	}
	if _, err := Read(workbookOf("", nil, sheet(`<conditionalFormatting/><conditionalFormatting/>`)).pack(t)); err != nil {
		t.Error(err)
	}
}
