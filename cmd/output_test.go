package cmd

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiscover(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"资金分配表.xlsx", "散县.xls", "~$散县.xls", "说明.docx", ".隐藏/x.xlsx",
		"甲县科协/资金表.xlsx", "甲县科协/台账.xlsx",
		"乙县科协/资金/资金表.xlsx", "乙县科协/台账/台账.xlsx",
		"丙市/丁县/资金表.xlsx", "丙市/戊县/资金表.xlsx",
		"己2022/资金下达表.xlsx", "己2022/庚县/资金表.xlsx", "己2022/辛县/资金表.xlsx",
		"壬县科协/自评表.xlsx", "壬县科协/东镇/台账.xlsx",
		"空/readme.txt",
		"结果/甲县科协/x.xlsx",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	units, _, err := discover(nil, dir, filepath.Join(dir, "结果"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range units {
		rel, err := filepath.Rel(dir, u.path)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, u.name+" "+filepath.ToSlash(rel))
	}
	want := []string{
		"丁县 丙市/丁县", "乙县科协 乙县科协", "壬县科协 壬县科协", "庚县 己2022/庚县", "戊县 丙市/戊县", "散县 散县.xls",
		"甲县科协 甲县科协", "资金下达表 己2022/资金下达表.xlsx", "资金分配表 资金分配表.xlsx", "辛县 己2022/辛县",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMakeUnique(t *testing.T) {
	units := []unitPath{{name: "甲", path: "a"}, {name: "甲", path: "b"}, {name: "X", path: "c"}, {name: "x", path: "d"}}
	makeUnique(units)
	got := []string{units[0].name, units[1].name, units[2].name, units[3].name}
	if diff := cmp.Diff([]string{"甲", "甲(2)", "X", "x(2)"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestInputsUntouched wants the samples byte for byte as they were after every
// kind of run.
func TestInputsUntouched(t *testing.T) {
	src := "../testdata/samples/counties-2022/高台县科协"
	dir := filepath.Join(t.TempDir(), "高台县科协")
	if err := os.CopyFS(dir, os.DirFS(src)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "高台县科普经费.xlsx")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	for _, args := range [][]string{
		{"inspect", dir}, {"check", dir}, {"report", dir, "-o", filepath.Join(out, "r.docx")},
		{"batch", filepath.Dir(dir), "-o", filepath.Join(out, "b")},
	} {
		var stdout, stderr bytes.Buffer
		run(context.Background(), args, streams{strings.NewReader(""), &stdout, &stderr})
		after, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%v changed its input (%v)", args, err)
		}
	}
}

// TestCancelledBatch stops between units and says so.
func TestCancelledBatch(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	out := filepath.Join(t.TempDir(), "out")
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"batch", "../testdata/samples/counties-2022", "-o", out}, streams{strings.NewReader(""), &stdout, &stderr})
	if code != exitCancelled || !strings.Contains(stderr.String(), "已取消") {
		t.Errorf("exit code %d, stderr %s", code, stderr.String())
	}
	if _, err := os.Stat(filepath.Join(out, rollupName)); err == nil {
		t.Error("a cancelled batch wrote a roll-up")
	}
}
