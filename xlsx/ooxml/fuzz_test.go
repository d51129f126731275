package ooxml

import (
	"archive/zip"
	"math/rand"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// fuzzTexts are the shared strings of the fuzzed workbook.
var fuzzTexts = []string{"<t>合计</t>", "<r><t>科</t></r><r><t>普</t></r>", "<t/>", "<t>a_x000D_b</t>"}

func fuzzStrings() []string { return []string{"合计", "科普", "", "a\rb"} }

// seedSheets are worksheets with everything a cell can be.
var seedSheets = []string{
	`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<worksheet ` + mainNS + ` ` + relNS + `><dimension ref="A1:C4"/><cols><col min="1" max="2" width="9"/></cols><sheetData>` +
		`<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" s="0"><v>75000</v></c><c r="C1"><f>SUM(B1:B2)</f><v>1.5E-3</v></c></row>` +
		`<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><r><t>甲&amp;乙</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c><c r="B2" t="str"><f t="shared" ref="B2:B3" si="0">A1&amp;"x"</f><v>合计x</v></c></row>` +
		`<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="str"><f t="shared" si="0"/><v></v></c><c r="C3" t="e"><v>#DIV/0!</v></c></row>` +
		`<row r="4"/></sheetData><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells></worksheet>`,
	`<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>-2</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
	`<worksheet ` + mainNS + `><sheetData><row r="3"><c r="C3"><v>3</v></c><c r="A3"><v>1</v></c></row><row r="1"><c r="A1"><v><![CDATA[7]]></v></c></row></sheetData></worksheet>`,
}

// checkSheet is the property: refused, or read as encoding/xml reads it; what
// encoding/xml refuses is refused. It reports whether the sheet was accepted.
func checkSheet(t testing.TB, sheet string) bool {
	b, err := Read(workbookOf("", fuzzTexts, parts{"xl/styles.xml": `<styleSheet ` + mainNS + `/>`, "xl/worksheets/sheet1.xml": sheet + " "}).pack(t))
	if err != nil {
		if f := faultOf(t, err); f.Cause == "" || f.Cure == "" || f.Rule == "" {
			t.Fatalf("%+v", f)
		}
		return false
	}
	want, err := oracleSheet(sheet)
	if err != nil {
		t.Fatalf("accepted, but encoding/xml says %v\n%q", err, sheet)
	}
	for _, o := range want {
		if o.typ == "d" {
			return true
		}
	}
	if err := agree(b, want, fuzzStrings()); err != nil {
		t.Fatalf("%v\n%q", err, sheet)
	}
	return true
}

// recoded reports a part that is decoded from another encoding first, which
// encoding/xml by itself cannot.
func recoded(doc string) bool {
	head := []byte(doc[:min(len(doc), 256)])
	order, _ := utf16Order(head)
	label := declaredIn(head)
	return order != nil || label != "" && !strings.EqualFold(label, "utf-8")
}

func FuzzSheet(f *testing.F) {
	for _, s := range seedSheets {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, sheet string) {
		if !recoded(sheet) {
			checkSheet(t, sheet)
		}
	})
}

func FuzzStrings(f *testing.F) {
	f.Add(`<sst ` + mainNS + ` count="2"><si><t xml:space="preserve"> 甲</t></si><si><r><rPr><b/></rPr><t>a</t></r><r><t>_x0041_</t></r><rPh><t>z</t></rPh></si><si/></sst>`)
	f.Add("\uFEFF<?xml version='1.0'?><s:sst xmlns:s='http://purl.oclc.org/ooxml/spreadsheetml/main'><s:si><s:t><![CDATA[<]]>&gt;&#x4e2d;</s:t></s:si></s:sst>")
	f.Fuzz(func(t *testing.T, sst string) {
		if recoded(sst) {
			return
		}
		var cells strings.Builder
		for i := range 3 {
			cells.WriteString(`<c t="s"><v>` + string(rune('0'+i)) + `</v></c>`)
		}
		b, err := Read(workbookOf(`<row r="1">`+cells.String()+`</row>`, nil, parts{"xl/sharedStrings.xml": sst + " "}).pack(t))
		if err != nil {
			faultOf(t, err)
			return
		}
		want, err := oracleStrings(sst)
		if err != nil {
			t.Fatalf("accepted, but encoding/xml says %v", err)
		}
		for i := range 3 {
			got := ""
			if c := b.Sheets[0].Cell(1, i+1); c != nil {
				got = c.Text
			}
			if got != want[i] {
				t.Fatalf("string %d: got %q, want %q", i, got, want[i])
			}
		}
	})
}

// FuzzZip: whatever the bytes are, no panic, and every error a fault.
func FuzzZip(f *testing.F) {
	f.Add(workbookOf(row(`<c r="A1"><v>1</v></c>`), nil, nil).pack(f))
	f.Add(workbookOf(row(`<c r="A1"><v>1</v></c>`), nil, nil).zip(f, 8))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Read(data); err != nil {
			faultOf(t, err)
		}
	})
}

// digitRun finds the figures to spoil.
var digitRun = regexp.MustCompile(`\d+`)

// mutate spoils a part as transmission and bad software do: bits flipped,
// pieces lost or doubled, the end cut off, figures and tags replaced.
func mutate(r *rand.Rand, b []byte) []byte {
	b = append([]byte(nil), b...)
	for range 1 + r.Intn(3) {
		if len(b) < 8 {
			return b
		}
		i := r.Intn(len(b))
		switch r.Intn(7) {
		case 0:
			b[i] ^= 1 << r.Intn(8)
		case 1:
			b = append(b[:i:i], b[min(len(b), i+1+r.Intn(40)):]...)
		case 2:
			j := min(len(b), i+1+r.Intn(60))
			b = append(b[:j:j], append(append([]byte(nil), b[i:j]...), b[j:]...)...)
		case 3:
			b = b[:i]
		case 4, 5:
			all := digitRun.FindAllIndex(b, -1)
			if len(all) > 0 {
				m := all[r.Intn(len(all))]
				v := []string{"-1", "0", "99999999999", "1048577", "16385", "2147483648", "1e308", "NaN", ""}[r.Intn(9)]
				b = append(b[:m[0]:m[0]], append([]byte(v), b[m[1]:]...)...)
			}
		case 6:
			s := []string{"<", "&", "</row>", "<c/>", "\x00", `r="A0"`, `t="s"`, `xmlns=""`}[r.Intn(8)]
			b = append(b[:i:i], append([]byte(s), b[i:]...)...)
		}
	}
	return b
}

// TestMutants is the test that excelize alone fails for 98.7 % of malformed
// sheets: of those, none is accepted here; of the well-formed ones, none reads
// differently from encoding/xml. ZIPING_MUTANTS=1000000 makes a night of it.
func TestMutants(t *testing.T) {
	rounds := 5000
	if n, err := strconv.Atoi(os.Getenv("ZIPING_MUTANTS")); err == nil {
		rounds = n
	}
	r := rand.New(rand.NewSource(9))
	malformed, accepted := 0, 0
	for range rounds {
		doc := string(mutate(r, []byte(seedSheets[r.Intn(len(seedSheets))])))
		if recoded(doc) {
			continue
		}
		_, err := tree(doc)
		ok := checkSheet(t, doc) // fatal on any disagreement
		if err != nil {
			malformed++
		}
		if ok {
			accepted++
		}
	}
	t.Logf("%d mutants, %d malformed, %d accepted and read alike", rounds, malformed, accepted)
	if malformed < rounds/3 || accepted < rounds/100 {
		t.Error("the mutants prove nothing")
	}
}

// TestEveryFlippedByte damages a workbook one byte at a time, headers and
// directory included: it is refused or reads the same.
func TestEveryFlippedByte(t *testing.T) {
	good := workbookOf(row(`<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44750</v></c><c r="C1"><v>73500.5</v></c>`), []string{"<t>合计</t>"}, nil)
	for method, step := range map[uint16]int{zip.Store: 3, zip.Deflate: 1} {
		data := good.zip(t, method)
		book, err := Read(data)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Join(dump(book), "\n")
		alike := 0
		for i := 0; i < len(data); i += step {
			for _, flip := range []byte{1, 0xFF} {
				bad := append([]byte(nil), data...)
				bad[i] ^= flip
				b, err := Read(bad)
				if err != nil {
					faultOf(t, err)
					continue
				}
				if alike++; strings.Join(dump(b), "\n") != want {
					t.Errorf("byte %d ^ %#x reads differently", i, flip)
				}
			}
		}
		for i := 0; i < len(data); i += step {
			if _, err := Read(data[:i]); err == nil {
				t.Errorf("the first %d of %d bytes are accepted", i, len(data))
			}
		}
		t.Logf("method %d: %d flips of %d read alike", method, alike, 2*len(data)/step)
	}
}
