package cmd

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"ziping/cmd/city"
	"ziping/xlsx/xlsxtest"
)

// A messy city is what an office collects: forty units that hand in what they like,
// and what must be said of each.
type messy struct {
	t      *testing.T
	rnd    *rand.Rand
	dir    string
	counts int
	rows   []string          // of the 资金分配表
	want   map[string]string // line of the table, or name of the unit → status, and its difference
}

// fundOf is a fund table; stated is the unit it names, "" for none.
func (m *messy) fundOf(stated string, received int) []byte {
	head := ""
	if stated != "" {
		head = "A2 编制单位：" + stated + "\n"
	}
	data, err := xlsxtest.Workbook(fmt.Sprintf("# 资金表\nA1 2022年度科普经费资金表\n%sD2 单位：元\nA3 支出方向\nB3 计划资金\nC3 到位资金\nD3 实际支出\nA4 科普宣传\nB4 %d\nC4 %d\nD4 %d\n", head, received, received, received))
	if err != nil {
		m.t.Fatal(err)
	}
	return data
}

func (m *messy) file(name string, data []byte) {
	put(m.t, filepath.Join(m.dir, filepath.FromSlash(name)), data)
}

// allot notes a row of the table, the money a multiple of 100, and what must come out.
func (m *messy) allot(unit, want string) int {
	money := 10000 + 100*m.rnd.IntN(900)
	m.rows = append(m.rows, fmt.Sprintf("%s\t%d", unit, money))
	m.want[unit] = want
	return money
}

// packed is a zip archive with names in GBK, as Windows writes it.
func (m *messy) packed(files map[string][]byte) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range sorted(files) {
		raw, err := simplifiedchinese.GBK.NewEncoder().String(name)
		if err != nil {
			m.t.Fatal(err)
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: raw, Method: zip.Deflate, NonUTF8: true})
		if err == nil {
			_, err = w.Write(files[name])
		}
		if err != nil {
			m.t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		m.t.Fatal(err)
	}
	return b.Bytes()
}

func sorted(files map[string][]byte) []string {
	var names []string
	for n := range files {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// county is a name that no other unit of the city has.
func (m *messy) county() string {
	m.counts++
	a, b := []rune("青白黑金银石松柳桃杏梅兰竹云雨雪"), []rune("山河川湖泉岭沟坪湾源")
	return string(a[m.counts%len(a)]) + string(b[m.counts/len(a)*3%len(b)]) + "县"
}

// A submission is one way to hand in; add makes it and says what must come out.
type submission struct {
	name string
	n    int
	add  func(m *messy, place string)
}

const lacking = string(city.Lacking)

var submissions = []submission{
	{"tidy", 8, func(m *messy, p string) {
		money := m.allot(p+"科学技术协会", lacking)
		m.file(p+"科协/资金表.xlsx", m.fundOf(p+"科学技术协会", money))
	}},
	{"names as folders only", 4, func(m *messy, p string) {
		money := m.allot(p+"科协", lacking)
		m.file(p+"/资金表.xlsx", m.fundOf("", money))
	}},
	{"decorated folder", 3, func(m *messy, p string) {
		money := m.allot(p+"科学技术协会", lacking)
		m.file("02 "+p+"科协（已报）/材料/资金表.xlsx", m.fundOf("", money))
	}},
	{"without its ending", 2, func(m *messy, p string) {
		money := m.allot(p+"科协", lacking)
		m.file(strings.TrimSuffix(p, "县")+"/资金表.xlsx", m.fundOf("", money))
	}},
	{"told by the workbook only", 2, func(m *messy, p string) {
		money := m.allot(p+"科学技术协会", lacking)
		m.file(fmt.Sprintf("报送%d/资金表.xlsx", money), m.fundOf(p+"科学技术协会", money))
	}},
	{"planted difference", 4, func(m *messy, p string) {
		money := m.allot(p+"科学技术协会", string(city.Wrong)+" 2000")
		m.file(p+"科协/资金表.xlsx", m.fundOf(p+"科学技术协会", money-2000))
	}},
	{"zip", 3, func(m *messy, p string) {
		money := m.allot(p+"科学技术协会", lacking)
		m.file(p+".zip", m.packed(map[string][]byte{p + "科协/资金表.xlsx": m.fundOf("", money), p + "科协/照片.jpg": []byte("x")}))
	}},
	{"zip in a folder", 1, func(m *messy, p string) {
		money := m.allot(p+"科协", lacking)
		m.file(p+"科协/材料.zip", m.packed(map[string][]byte{"资金表.xlsx": m.fundOf("", money)}))
	}},
	{"loose", 2, func(m *messy, p string) {
		money := m.allot(p+"科学技术协会", lacking)
		m.file(p+"资金表.xlsx", m.fundOf(p+"科学技术协会", money))
		m.file(p+"自评报告.docx", []byte("x"))
	}},
	{"html", 1, func(m *messy, p string) {
		money := m.allot(p+"科协", lacking)
		m.file(p+"科协/资金表.xls", []byte(fmt.Sprintf(`<html><meta charset="utf-8"><table><tr><td colspan=4>2022年度科普经费资金表</td></tr><tr><td></td><td></td><td></td><td>单位：元</td></tr><tr><td>支出方向</td><td>计划资金</td><td>到位资金</td><td>实际支出</td></tr><tr><td>科普宣传</td><td>%d</td><td>%d</td><td>%d</td></tr></table></html>`, money, money, money)))
	}},
	{"two rows of the table", 1, func(m *messy, p string) {
		first, second := m.allot(p+"科学技术协会", lacking), m.allot(p+"科学技术协会", lacking)
		m.file(p+"科协/资金表.xlsx", m.fundOf("", first+second))
	}},
	{"Word only", 2, func(m *messy, p string) {
		m.allot(p+"科学技术协会", string(city.PaperOnly))
		m.file(p+"科协/自评报告.docx", []byte("x"))
	}},
	{"scan only", 1, func(m *messy, p string) {
		m.allot(p+"科学技术协会", string(city.PaperOnly))
		m.file(p+"科协/扫描件.pdf", []byte("x"))
	}},
	{"packed otherwise", 1, func(m *messy, p string) {
		m.allot(p+"科学技术协会", string(city.PaperOnly))
		m.file(p+"科协/材料.rar", []byte("Rar!"))
	}},
	{"empty", 1, func(m *messy, p string) {
		m.allot(p+"科学技术协会", string(city.NoMaterial))
		if err := os.MkdirAll(filepath.Join(m.dir, p+"科协"), 0o755); err != nil {
			m.t.Fatal(err)
		}
	}},
	{"nothing at all", 2, func(m *messy, p string) { m.allot(p+"科学技术协会", string(city.NoMaterial)) }},
	{"broken", 1, func(m *messy, p string) {
		m.allot(p+"科学技术协会", string(city.Unread))
		m.file(p+"科协/资金表.xlsx", []byte("PK"))
	}},
	{"a torn zip", 1, func(m *messy, p string) {
		m.allot(p+"科学技术协会", string(city.PaperOnly))
		m.file(p+".zip", []byte("PK\x03\x04 torn"))
	}},
}

// TestMessyCity wants of a city of forty units each with its status, every planted
// difference found and none invented, nobody counted twice and nobody forgotten;
// and the same bytes by shards, whatever the number of workers.
func TestMessyCity(t *testing.T) {
	for _, seed := range []uint64{1, 7} {
		m := &messy{t: t, rnd: rand.New(rand.NewPCG(seed, 21)), dir: filepath.Join(t.TempDir(), "2022年各县"), want: map[string]string{}}
		for _, s := range submissions {
			for range s.n {
				s.add(m, m.county())
			}
		}
		var table strings.Builder
		table.WriteString("# 分配表\nA1 2022年科普专项资金分配表\nB2 单位：元\nA3 县区\nB3 下达金额\n")
		m.rnd.Shuffle(len(m.rows), func(i, j int) { m.rows[i], m.rows[j] = m.rows[j], m.rows[i] })
		for i, row := range m.rows {
			unit, money, _ := strings.Cut(row, "\t")
			fmt.Fprintf(&table, "A%d %s\nB%d %s\n", i+4, unit, i+4, money)
		}
		data, err := xlsxtest.Workbook(table.String())
		if err != nil {
			t.Fatal(err)
		}
		m.file("资金分配表.xlsx", data)
		m.file("关于报送2022年绩效自评材料的通知.docx", []byte("x"))
		out := filepath.Join(t.TempDir(), "whole")
		if code, _, stderr := runAs("batch", m.dir, "-o", out, "--workers", "2"); code != exitPartial {
			t.Errorf("exit code %d: %s", code, stderr)
		}
		m.check(out)
		if seed > 1 || testing.Short() {
			continue
		}
		parts := filepath.Join(t.TempDir(), "parts")
		for i := range 3 {
			runAs("batch", m.dir, "-o", parts, "--workers", "1", "--shard", fmt.Sprintf("%d/3", i+1))
		}
		if code, _, stderr := runAs("batch", "--merge", parts); code != exitPartial {
			t.Errorf("merge: exit code %d: %s", code, stderr)
		}
		if diff := cmp.Diff(tree(t, out), tree(t, parts)); diff != "" {
			t.Errorf("by shards: %s", diff)
		}
	}
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range sortedFiles(t, dir) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = fmt.Sprintf("%d bytes %x", len(data), bytes.Count(data, []byte("a")))
		if strings.HasSuffix(name, ".json") {
			out[name] = string(data)
		}
	}
	return out
}

func sortedFiles(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			names = append(names, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// check compares the roll-up with what must come out.
func (m *messy) check(out string) {
	t := m.t
	data, err := os.ReadFile(filepath.Join(out, ".ziping", planFile))
	if err != nil {
		t.Fatal(err)
	}
	plan, ok := city.DecodePlan(data)
	if !ok {
		t.Fatal("no plan")
	}
	var records []*city.Record
	for _, member := range plan.Members {
		data, err := os.ReadFile(filepath.Join(out, ".ziping", filepath.FromSlash(recordFile(member.Name))))
		if err != nil {
			t.Fatal(err)
		}
		rec, ok := city.DecodeRecord(data)
		if !ok {
			t.Fatalf("no record of %s", member.Name)
		}
		records = append(records, rec)
	}
	sum := city.NewSum(plan, records)
	got := map[string]string{}
	for _, row := range sum.Rows {
		name := row.Name
		for _, l := range plan.Lines {
			if row.Unit != "" && slices.Contains(l.Units, row.Unit) {
				name = l.Name
			}
		}
		status := string(row.Status)
		for _, f := range row.Findings {
			if f.Rule == "rollup/allotment" {
				status += " " + strings.TrimSuffix(strings.ReplaceAll(strings.TrimPrefix(f.Gap, "-"), ",", ""), ".00 元")
			}
		}
		if got[name] != "" {
			status = got[name] + " and " + status
		}
		got[name] = status
	}
	if diff := cmp.Diff(m.want, got); diff != "" {
		t.Error(diff)
	}
	if len(sum.Between) > 0 {
		t.Errorf("invented: %+v", sum.Between)
	}
}
