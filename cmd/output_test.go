package cmd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSafeName(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"甘州区科协", "甘州区科协"},
		{"a:b/c\\d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"},
		{"尾点.", "尾点"},
		{"尾空格 ", "尾空格"},
		{"CON", "_CON"},
		{"com1.x", "_com1.x"},
		{"COM¹", "_COM¹"},
		{"", "_"},
		{"..", "_"},
		{"tab\there", "tab_here"},
		{strings.Repeat("长", 200), strings.Repeat("长", 80)},
	} {
		got := safeName(test.name)
		if got != test.want {
			t.Errorf("safeName(%q) = %q, want %q", test.name, got, test.want)
		}
		if again := safeName(got); again != got {
			t.Errorf("safeName(%q) = %q is not stable: %q", test.name, got, again)
		}
	}
}

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
	units, _, err := discover(dir, filepath.Join(dir, "结果"))
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
	units := []unitPath{{"甲", "a"}, {"甲", "b"}, {"X", "c"}, {"x", "d"}}
	makeUnique(units)
	got := []string{units[0].name, units[1].name, units[2].name, units[3].name}
	if diff := cmp.Diff([]string{"甲", "甲(2)", "X", "x(2)"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestOutputWholeOrNot wants the old file, whole, when producing the new one
// fails, and no debris.
func TestOutputWholeOrNot(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "报告.json")
	if err := os.WriteFile(path, []byte(`{"unit":"old"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	boom := errors.New("boom")
	err := output{path: path}.write(func(w io.Writer) error {
		_, _ = w.Write([]byte("half"))
		return boom
	})
	if !errors.Is(err, boom) {
		t.Errorf("got %v", err)
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != `{"unit":"old"}` {
		t.Errorf("got %q, %v", data, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}

// TestSweep wants what a killed run left gone a day later, and nothing else.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	old := time.Now().Add(-25 * time.Hour)
	for name, age := range map[string]time.Time{".ziping-1": old, ".ziping-2": time.Now(), ".ziping.lock": old, "x.xlsx": old} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, age, age); err != nil {
			t.Fatal(err)
		}
	}
	if err := replaceFile(filepath.Join(dir, "out.json"), []byte("{}")); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if diff := cmp.Diff([]string{".ziping-2", ".ziping.lock", "out.json", "x.xlsx"}, got); diff != "" {
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
