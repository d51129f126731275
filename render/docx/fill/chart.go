package fill

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"

	"github.com/shopspring/decimal"
)

const (
	typeChart    = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
	typeWorkbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	chartHeight  = 2700000 // 7.5 cm
	maxChartRows = 1000
)

// chart prints {{图表 x}}: a chart part with its values cached and the workbook they can be edited in.
func (f *filler) chart(v *plan.ValueOp, sc *lang.Scope) {
	val, ok := f.find(v, sc)
	if !ok {
		return
	}
	var c lang.Chart
	switch x := lang.Unmark(val).(type) {
	case nil:
		return
	case lang.Chart:
		c = x
	case *lang.Chart:
		if x == nil {
			return
		}
		c = *x
	default:
		f.report(v, &problem.Fault{ID: problem.Chart, Msg: v.Tag.Raw + "：值是" + lang.KindName(x) + "，不是图表"})
		return
	}
	if len(c.Series) == 0 || len(c.Categories) == 0 {
		return
	}
	values, err := chartValues(&c)
	if err != nil {
		f.report(v, &problem.Fault{ID: problem.Chart, Msg: v.Tag.Raw + "：" + err.Error()})
		return
	}
	rid := f.addChart(c, values)
	w, h := c.Width, c.Height
	if w <= 0 {
		w = v.Room
	}
	if h <= 0 {
		h = chartHeight
	}
	f.nextID++
	f.out = append(f.out, v.T...)
	f.out = appendInline(f.out, f.p.Tree.Prefix(), w, h, f.nextID, "图表 "+c.Title, describe(&c), wml.NSChart)
	f.out = append(f.out, `<c:chart xmlns:c="`+wml.NSChart+`" xmlns:r="`+wml.NSRel+`" r:id="`+rid+`"/>`...)
	f.out = appendInlineEnd(f.out, f.p.Tree.Prefix())
	f.out = append(f.out, v.TOpen...)
}

// describe is the chart's alternative text.
func describe(c *lang.Chart) string {
	var names []string
	for _, s := range c.Series {
		names = append(names, s.Name)
	}
	return c.Title + "：" + strings.Join(names, "、")
}

// chartValues returns the series' values as decimals in plain notation; "" is no value.
func chartValues(c *lang.Chart) ([][]string, error) {
	if len(c.Categories) > maxChartRows || len(c.Series) > 50 {
		return nil, fmt.Errorf("图表有 %d 类、%d 个系列，太多了", len(c.Categories), len(c.Series))
	}
	out := make([][]string, len(c.Series))
	for i, s := range c.Series {
		if len(s.Values) != len(c.Categories) {
			return nil, fmt.Errorf("系列“%s”有 %d 个值，类别有 %d 个", s.Name, len(s.Values), len(c.Categories))
		}
		out[i] = make([]string, len(s.Values))
		for j, v := range s.Values {
			if v = lang.Unmark(v); lang.Empty(v) {
				continue
			}
			d, ok := lang.NumberOf(v)
			if !ok {
				return nil, fmt.Errorf("系列“%s”第 %d 个值不是数", s.Name, j+1)
			}
			out[i][j] = plainDecimal(d)
		}
	}
	return out, nil
}

func plainDecimal(d decimal.Decimal) string { return lang.Trimmed(d, -1) }

// addChart adds the parts of a chart and returns the relationship by which the present part calls it.
func (f *filler) addChart(c lang.Chart, values [][]string) string {
	dir := f.t.Pkg.Main[:strings.LastIndexByte(f.t.Pkg.Main, '/')+1]
	book := f.addPart(dir+"embeddings/Microsoft_Excel_Worksheet%d.xlsx", "", chartWorkbook(c, values), true)
	f.cover("xlsx", typeWorkbook)
	name := f.addPart(dir+"charts/chart%d.xml", typeChart, nil, false)
	at := len(f.assets.parts) - 1
	rid := f.relate(name, "/package", book)
	f.assets.parts[at].data = chartXML(c, values, rid)
	return f.relate(f.p.Ref.Name, opc.RelChart, name)
}

// column returns a spreadsheet column name: 0 is A.
func column(n int) string {
	if n < 26 {
		return string(rune('A' + n))
	}
	return column(n/26-1) + column(n%26)
}

const chartSheet = "Sheet1"

// chartXML writes a clustered column chart (ECMA-376 part 1, 21.2) with its values cached.
func chartXML(c lang.Chart, values [][]string, rid string) []byte {
	b := []byte(wml.XMLHead + `<c:chartSpace xmlns:c="` + wml.NSChart + `" xmlns:a="` + wml.NSDrawing + `" xmlns:r="` + wml.NSRel + `"><c:roundedCorners val="0"/><c:chart>`)
	if c.Title != "" {
		b = appendTitle(b, c.Title, 1200)
	}
	b = append(b, `<c:autoTitleDeleted val="`...)
	b = append(b, map[bool]string{true: "0", false: "1"}[c.Title != ""]...)
	b = append(b, `"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>`...)
	for i, s := range c.Series {
		b = appendSeries(b, c, i, s.Name, values[i])
	}
	b = append(b, `<c:gapWidth val="100"/><c:axId val="111111111"/><c:axId val="222222222"/></c:barChart>`...)
	b = append(b, `<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`...)
	b = append(b, `<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>`...)
	if c.Unit != "" {
		b = appendTitle(b, c.Unit, 900)
	}
	b = append(b, `<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="111111111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx></c:plotArea>`...)
	b = append(b, `<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:externalData r:id="`+rid+`"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`...)
	return b
}

func appendTitle(b []byte, text string, size int) []byte {
	b = append(b, fmt.Sprintf(`<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d" b="0"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="%d" b="0"/><a:t>`, size, size)...)
	b = wml.AppendText(b, text)
	return append(b, `</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`...)
}

// seriesColours are told apart in print as well: dark, middle, light.
var seriesColours = []string{"1F4E79", "5B9BD5", "BDD7EE", "7F7F7F", "F4B183", "A9D18E"}

func appendSeries(b []byte, c lang.Chart, i int, name string, values []string) []byte {
	n := len(c.Categories)
	col := column(i + 1)
	b = append(b, fmt.Sprintf(`<c:ser><c:idx val="%d"/><c:order val="%d"/><c:tx><c:strRef><c:f>%s!$%s$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>`, i, i, chartSheet, col)...)
	b = wml.AppendText(b, name)
	b = append(b, fmt.Sprintf(`</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr><a:solidFill><a:srgbClr val="%s"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/><c:cat><c:strRef><c:f>%s!$A$2:$A$%d</c:f><c:strCache><c:ptCount val="%d"/>`,
		seriesColours[i%len(seriesColours)], chartSheet, n+1, n)...)
	for j, cat := range c.Categories {
		b = append(b, fmt.Sprintf(`<c:pt idx="%d"><c:v>`, j)...)
		b = wml.AppendText(b, cat)
		b = append(b, `</c:v></c:pt>`...)
	}
	b = append(b, fmt.Sprintf(`</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>%s!$%s$2:$%s$%d</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="%d"/>`,
		chartSheet, col, col, n+1, n)...)
	for j, v := range values {
		if v != "" {
			b = append(b, fmt.Sprintf(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, j, v)...)
		}
	}
	return append(b, `</c:numCache></c:numRef></c:val></c:ser>`...)
}

// chartWorkbook writes the workbook behind a chart: categories in column A, a series in each column after it.
func chartWorkbook(c lang.Chart, values [][]string) []byte {
	var sheet []byte
	str := func(ref, s string) {
		sheet = append(sheet, `<c r="`+ref+`" t="inlineStr"><is><t xml:space="preserve">`...)
		sheet = append(wml.AppendText(sheet, s), `</t></is></c>`...)
	}
	sheet = append(sheet, wml.XMLHead+`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">`...)
	str("A1", "")
	for i, s := range c.Series {
		str(column(i+1)+"1", s.Name)
	}
	sheet = append(sheet, `</row>`...)
	for j, cat := range c.Categories {
		r := strconv.Itoa(j + 2)
		sheet = append(sheet, `<row r="`+r+`">`...)
		str("A"+r, cat)
		for i := range c.Series {
			if v := values[i][j]; v != "" {
				sheet = append(sheet, `<c r="`+column(i+1)+r+`"><v>`+v+`</v></c>`...)
			}
		}
		sheet = append(sheet, `</row>`...)
	}
	sheet = append(sheet, `</sheetData></worksheet>`...)
	const (
		ct  = "http://schemas.openxmlformats.org/package/2006/content-types"
		rel = "http://schemas.openxmlformats.org/package/2006/relationships"
		sml = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	)
	var buf bytes.Buffer
	z := opc.NewPacker(&buf, plan.DefaultLevel)
	for _, p := range []struct{ name, xml string }{
		{opc.ContentTypes, `<Types xmlns="` + ct + `"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + sml + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + sml + `worksheet+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + rel + `"><Relationship Id="rId1" Type="` + wml.NSRel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + wml.NSRel + `"><sheets><sheet name="` + chartSheet + `" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + rel + `"><Relationship Id="rId1" Type="` + wml.NSRel + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
	} {
		z.Add(p.name, []byte(wml.XMLHead+p.xml), false) // a bytes.Buffer takes everything
	}
	z.Add("xl/worksheets/sheet1.xml", sheet, false)
	z.Close()
	return buf.Bytes()
}
