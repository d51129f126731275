package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"ziping/cmd/city"
	"ziping/xlsx/xlsxtest"
)

// fund is a unit's fund table in which the spent sum is as written.
func fund(t *testing.T, unit, spent string) []byte {
	t.Helper()
	data, err := xlsxtest.Workbook("# 资金表\nA1 2022年度科普经费资金表\nA2 编制单位：" + unit + "科学技术协会\nD2 单位：元\nA3 支出方向\nB3 计划资金\nC3 到位资金\nD3 实际支出\nA4 科普宣传\nB4 100\nC4 100\nD4 " + spent + "\n")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func put(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, 0o644)); err != nil {
		t.Fatal(err)
	}
}

// runAs runs a command line and returns what it printed.
func runAs(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(context.Background(), args, streams{strings.NewReader(""), &out, &err})
	return code, out.String(), err.String()
}

// TestPassingFault: the results of a unit that cannot be read just now stay, and
// 汇总 and the screen say that they are old; those of a unit whose content is
// refused go, and it gets what can be said.
func TestPassingFault(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	put(t, filepath.Join(in, "甲县", "a.xlsx"), fund(t, "甲县", "100"))
	put(t, filepath.Join(in, "乙县", "b.xlsx"), fund(t, "乙县", "90"))
	if code, _, stderr := runAs("batch", in, "-o", out); code != exitClean {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	report := filepath.Join(out, "甲县", "甲县"+reportSuffix)
	before, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	j := newJob(streams{strings.NewReader(""), &stdout, &stderr})
	var flags reportFlags
	options, err := flags.options(j.door)
	if err != nil {
		t.Fatal(err)
	}
	broken := inputError(filepath.Join(in, "甲县"), &fs.PathError{Op: "read", Path: "a.xlsx", Err: syscall.EIO})
	b := newRun(j, options, batchOptions{out: out, json: true, workers: 1})
	err = batchInto(context.Background(), j, b, []unitPath{{name: "甲县", path: filepath.Join(in, "甲县"), fault: broken}, {name: "乙县", path: filepath.Join(in, "乙县")}})
	if got := (result{err: err}).code(); got != exitPartial {
		t.Errorf("exit code %d", got)
	}
	if now, err := os.ReadFile(report); err != nil || !bytes.Equal(before, now) {
		t.Errorf("the report of the last run is gone: %v", err)
	}
	if !strings.Contains(stderr.String(), "磁盘读写出错") || !strings.Contains(stderr.String(), "以前的报告没有动") {
		t.Errorf("stderr: %s", stderr.String())
	}
	lines := strings.Split(strings.TrimSpace(stdout.String()), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines: %s", len(lines), stdout.String())
	}
	var first struct {
		Failed   string
		Findings []map[string]any
	}
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || !strings.HasPrefix(first.Failed, "甲县：") || len(first.Findings) == 0 {
		t.Errorf("%+v, %v", first, err)
	}
	if row := city.NewSum(b.plan, b.records).Rows[0]; row.Status != city.Unread || !strings.Contains(row.Remark, "报告是以前的") || row.Key != "" {
		t.Errorf("%+v", row)
	}

	put(t, filepath.Join(in, "甲县", "a.xlsx"), []byte("PK"))
	code, _, text := runAs("batch", in, "-o", out)
	if _, err := os.Stat(report); code != exitPartial || err == nil {
		t.Errorf("exit code %d, report still there: %v, %s", code, err == nil, text)
	}
	for _, suffix := range []string{returnSuffix, resultSuffix + ".html", resultSuffix + ".json"} {
		if _, err := os.Stat(filepath.Join(out, "甲县", "甲县"+suffix)); err != nil {
			t.Error(err)
		}
	}
}

// TestMissedFile: a unit of which one file cannot be read just now keeps the
// report it has, and gets one with a gap where it has none.
func TestMissedFile(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	for _, old := range []bool{false, true} {
		j := newJob(streams{strings.NewReader(""), io.Discard, io.Discard})
		var flags reportFlags
		options, err := flags.options(j.door)
		if err != nil {
			t.Fatal(err)
		}
		b := newRun(j, options, batchOptions{out: out, workers: 1})
		put(t, filepath.Join(dir, "甲县", "a.xlsx"), fund(t, "甲县", "100"))
		path := unitPath{name: "甲县", path: filepath.Join(dir, "甲县")}
		u := &batchUnit{unitPath: path, result: b.evaluate(path)}
		if u.err != nil {
			t.Fatal(u.err)
		}
		u.missed = inputError("b.xlsx", &fs.PathError{Op: "read", Path: "b.xlsx", Err: syscall.EIO})
		if _, err := b.deliver(u); err != nil {
			t.Fatal(err)
		}
		if old && (u.err == nil || u.old == "" || u.report != "") || !old && (u.err != nil || u.old != "" || u.report == "") {
			t.Errorf("old %v: err %v, old report %q, new one %q", old, u.err, u.old, u.report)
		}
	}
}

// TestToldFirst: what became of the units is told, and their JSON printed, also
// when the roll-up cannot be written; a failed unit decides the exit code.
func TestToldFirst(t *testing.T) {
	for _, broken := range []bool{false, true} {
		dir := t.TempDir()
		in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
		put(t, filepath.Join(in, "甲县", "a.xlsx"), fund(t, "甲县", "100"))
		put(t, filepath.Join(in, "乙县", "b.xlsx"), fund(t, "乙县", "100"))
		want := exitOutput
		if broken {
			put(t, filepath.Join(in, "乙县", "b.xlsx"), []byte("PK"))
			want = exitPartial
		}
		put(t, filepath.Join(out, rollupName, "x"), nil) // a folder of that name
		put(t, filepath.Join(out, rollupPage, "x"), nil)
		code, stdout, stderr := runAs("batch", in, "-o", out, "--json")
		if code != want || strings.Count(stdout, "\n") != 2 || strings.Contains(stdout, `"failed"`) != broken {
			t.Errorf("exit code %d, want %d; stdout: %s", code, want, stdout)
		}
		if strings.Contains(stderr, "乙县：没有生成报告") != broken || strings.Count(stderr, "已是一个文件夹") != 2 {
			t.Errorf("stderr: %s", stderr)
		}
		if _, err := os.Stat(filepath.Join(out, "甲县", "甲县"+reportSuffix)); err != nil {
			t.Error(err)
		}
	}
}

// TestWorkedOn: what a person has worked on stays, and the new one goes beside it.
func TestWorkedOn(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	for _, name := range []string{"甲县", "乙县"} {
		put(t, filepath.Join(in, name, "a.xlsx"), fund(t, name, "100"))
	}
	if code, _, stderr := runAs("batch", in, "-o", out); code != exitClean {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	page := filepath.Join(out, "甲县", "甲县"+resultSuffix+".html")
	put(t, page, []byte("by hand"))
	if code, _, stderr := runAs("batch", in, "-o", out); code != exitClean || stderr != "" {
		t.Errorf("nothing has changed: exit code %d, %s", code, stderr)
	}
	put(t, filepath.Join(in, "甲县", "a.xlsx"), fund(t, "甲县", "90"))
	code, _, stderr := runAs("batch", in, "-o", out)
	data, err := os.ReadFile(page)
	beside, errBeside := os.ReadFile(strings.TrimSuffix(page, ".html") + "（新）.html")
	if code != exitClean || err != nil || errBeside != nil || string(data) != "by hand" || len(beside) == 0 || !strings.Contains(stderr, "不是 ziping 写的或之后有人改过") {
		t.Errorf("exit code %d, %q, %v, %v, %s", code, data, err, errBeside, stderr)
	}
	if code, _, stderr := runAs("batch", in, "-o", out, "--force"); code != exitClean {
		t.Errorf("with --force: exit code %d, %s", code, stderr)
	}
	if data, err := os.ReadFile(page); err != nil || string(data) == "by hand" {
		t.Errorf("with --force: %q, %v", data, err)
	}
}

// brokenPipe takes nothing.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
}

// TestLostOutput: what is printed and does not arrive is told, and results are
// written all the same.
func TestLostOutput(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	put(t, filepath.Join(in, "甲县", "a.xlsx"), fund(t, "甲县", "100"))
	for _, args := range [][]string{
		{"check", in}, {"check", in, "--json"}, {"inspect", in}, {"report", in, "-o", filepath.Join(dir, "r.docx")}, {"batch", in, "-o", out}, {"batch", in, "-o", out, "--json"},
		{"rules"}, {"rules", "fund/total"}, {"profile", "show"}, {"schema"}, {"template", "fields"}, {"--help"}, {filepath.Join(in, "甲县")},
	} {
		var stderr bytes.Buffer
		code := run(context.Background(), args, streams{strings.NewReader(""), brokenPipe{}, &stderr})
		if code != exitOutput || !strings.Contains(stderr.String(), "“标准输出”写不了：磁盘已满") {
			t.Errorf("%v: exit code %d, stderr: %s", args, code, stderr.String())
		}
	}
	for _, path := range []string{"r.docx", "out/甲县/甲县" + reportSuffix, "out/" + rollupName} {
		if _, err := os.Stat(filepath.Join(dir, path)); err != nil {
			t.Error(err)
		}
	}
}

// TestDropElsewhere: beside what was dropped where that can be written to, else
// in the user's 文档, and said.
func TestDropElsewhere(t *testing.T) {
	const locked = "/sys/kernel" // takes no file, not even from root
	if info, err := os.Stat(locked); err != nil || !info.IsDir() {
		t.Skip("no such folder here")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	put(t, filepath.Join(home, "config", "user-dirs.dirs"), []byte("# x\nXDG_DOCUMENTS_DIR=\"$HOME/文件\"\n"))
	var stderr bytes.Buffer
	j := newJob(streams{strings.NewReader(""), io.Discard, &stderr})
	where, err := resultFolder(j, filepath.Join(locked, "甲.xlsx"), "甲")
	want := filepath.Join(home, "文件", "ziping", "甲"+resultSuffix)
	if _, missing := os.Stat(want); err != nil || where != want || missing != nil || !strings.Contains(stderr.String(), "不允许写入，结果改放在") {
		t.Errorf("%s, %v, %v, %s", where, err, missing, stderr.String())
	}
	here := filepath.Join(home, "乙"+resultSuffix)
	if where, err := resultFolder(j, filepath.Join(home, "乙.xlsx"), "乙"); err != nil || where != here {
		t.Errorf("%s, %v", where, err)
	}
}

// TestUnwrittenIsTold: an output that cannot be written hides nothing of what
// was found, on the screen or in JSON.
func TestUnwrittenIsTold(t *testing.T) {
	dir := t.TempDir()
	unit := filepath.Join(dir, "甲县.xlsx")
	put(t, unit, fund(t, "甲县", "-90"))
	no := func(name string) string { return filepath.Join(dir, "no", name) }
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"check", unit, "-o", no("a.html")}, "[金额或数量是负数]"},
		{[]string{"check", unit, "--json", "-o", no("a.json")}, `"failed":"输出`},
		{[]string{"inspect", unit, "-o", no("a.txt")}, "资金表"},
		{[]string{"inspect", unit, "--json", "-o", no("a.json")}, `"failed":"输出`},
		{[]string{"report", unit, "-o", no("a.docx")}, "[金额或数量是负数]"},
		{[]string{"report", unit, "--json", "-o", no("a.docx")}, `"rule":"fund/negative"`},
	} {
		code, stdout, stderr := runAs(test.args...)
		if code != exitOutput || !strings.Contains(stdout, test.want) || !strings.Contains(stderr, "所在的文件夹不存在") {
			t.Errorf("%v: exit code %d, stdout %s, stderr %s", test.args, code, stdout, stderr)
		}
	}
}

// TestFormats: the help names what a command can write, and nothing else is
// written.
func TestFormats(t *testing.T) {
	if got, want := findingFormats.list(true), ".txt、.html、.xlsx（核对清单）或 .json"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	dir := t.TempDir()
	unit := filepath.Join(dir, "甲县.xlsx")
	put(t, unit, fund(t, "甲县", "90"))
	for _, ext := range []string{".txt", ".html", ".htm", ".HTML", ".xlsx", ".json"} {
		if code, _, stderr := runAs("check", unit, "-o", filepath.Join(dir, "o"+ext)); code != exitClean {
			t.Errorf("%s: exit code %d, %s", ext, code, stderr)
		}
	}
	if code, _, stderr := runAs("check", unit, "-o", filepath.Join(dir, "o.pdf")); code != exitUsage || !strings.Contains(stderr, ".html、.xlsx") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}
