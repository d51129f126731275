package writer

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// inputs are paths that count as inputs.
type inputs map[string]bool

func (i inputs) Input(path string) (string, bool) { return path, i[path] }

// newWriter is a writer whose memory lies in the test's own folder.
func newWriter(t *testing.T) (*Writer, string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "LocalAppData", "HOME"} {
		t.Setenv(name, filepath.Join(dir, "cache"))
	}
	out := filepath.Join(dir, "out")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	return New(inputs{}), out
}

// pack is a package with an application part.
func pack(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range []struct{ name, data string }{{"word/document.xml", text}, {appPart, "<Properties/>"}, {"word/styles.xml", "s"}} {
		w, err := z.Create(part.name)
		if err == nil {
			_, err = w.Write([]byte(part.data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// saved is a package as another program saves it that keeps all parts, their
// order, their dates and the application's name, and changes one text.
func saved(t *testing.T, data []byte, text string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range z.File {
		if f.Name != "word/document.xml" {
			if err := out.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		w, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWorkOfHands writes every format twice, has a person change it, and wants
// the third run refused, and obeyed with Force. A later run with a memory of its
// own knows as much.
func TestWorkOfHands(t *testing.T) {
	for _, held := range []bool{false, true} {
		for _, name := range []string{"r.docx", "l.xlsx", "p.html", "p.htm", "t.txt", "o.json"} {
			t.Run(fmt.Sprint(name, held), func(t *testing.T) {
				_, dir := newWriter(t)
				path := filepath.Join(dir, name)
				write := func(text string, force bool) error {
					w := New(inputs{})
					if held {
						release, err := w.Hold(dir)
						if err != nil {
							t.Fatal(err)
						}
						defer release()
					}
					data := []byte(text)
					if strings.HasSuffix(name, "x") {
						data = pack(t, text)
					}
					return w.Write(File{Path: path, Force: force}, data)
				}
				for _, text := range []string{"one", "two", "two"} {
					if err := write(text, false); err != nil {
						t.Fatalf("%s: %v", text, err)
					}
				}
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				worked := append(bytes.Clone(data), ' ')
				if strings.HasSuffix(name, "x") {
					worked = saved(t, data, "by hand")
				}
				if err := os.WriteFile(path, worked, 0o644); err != nil {
					t.Fatal(err)
				}
				var refused *Error
				if err := write("three", false); !errors.As(err, &refused) || refused.Why != Foreign {
					t.Errorf("work of hands: %v", err)
				}
				if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, worked) {
					t.Errorf("work of hands is gone, %v", err)
				}
				if err := write("three", true); err != nil {
					t.Errorf("with force: %v", err)
				}
			})
		}
	}
}

// TestRefused wants what may not be written left as it is.
func TestRefused(t *testing.T) {
	_, dir := newWriter(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, err := range []error{
		os.WriteFile(at("in.txt"), []byte("in"), 0o644), os.WriteFile(at("strange.txt"), []byte("strange"), 0o644),
		os.WriteFile(at("empty.txt"), nil, 0o644), os.Mkdir(at("folder.txt"), 0o755), os.WriteFile(at("words.yaml"), nil, 0o644),
		os.Symlink(at("loop.txt"), at("loop.txt")), os.Symlink("in.txt", at("link.txt")), os.Symlink("new.txt", at("dangling.txt")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	w := New(inputs{at("in.txt"): true})
	for _, test := range []struct {
		file File
		why  Why // 0: written
	}{
		{File{Path: at("in.txt")}, IsInput}, {File{Path: at("in.txt"), Force: true}, IsInput},
		{File{Path: at("link.txt"), Force: true}, IsInput},
		{File{Path: at("strange.txt")}, Foreign}, {File{Path: at("empty.txt")}, 0},
		{File{Path: at("folder.txt"), Force: true}, IsFolder},
		{File{Path: at("no/x.txt")}, NoFolder}, {File{Path: at("in.txt/x.txt")}, Failed},
		{File{Path: at("loop.txt")}, Failed}, {File{Path: at("dangling.txt")}, 0},
		{File{Path: at("words.yaml"), Start: true}, Foreign}, {File{Path: at("words.yaml"), Start: true, Force: true}, 0},
	} {
		err := w.Write(test.file, []byte("new"))
		var refused *Error
		if test.why == 0 && err != nil || test.why != 0 && (!errors.As(err, &refused) || refused.Why != test.why) {
			t.Errorf("%+v: got %v, want %d", test.file, err, test.why)
		}
	}
	for name, want := range map[string]string{"in.txt": "in", "strange.txt": "strange", "empty.txt": "new", "new.txt": "new"} {
		if data, err := os.ReadFile(at(name)); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if info, err := os.Lstat(at("dangling.txt")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v", err)
	}
}

// TestFaults has the system fail at each step and wants the old file, whole,
// and no debris.
func TestFaults(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	for _, test := range []struct {
		name string
		fail func()
		why  Why
	}{
		{"no temporary file", func() { createTemp = func(string, string) (*os.File, error) { return nil, full } }, Failed},
		{"no permission", func() {
			createTemp = func(string, string) (*os.File, error) { return nil, &fs.PathError{Err: syscall.EACCES} }
		}, FolderDenied},
		{"closed", func() {
			createTemp = func(dir, pattern string) (*os.File, error) {
				f, err := os.CreateTemp(dir, pattern)
				f.Close()
				return f, err
			}
		}, Failed},
		{"not renamed", func() { rename = func(string, string) error { return &os.LinkError{Err: syscall.EXDEV} } }, Failed},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, dir := newWriter(t)
			defer func() { createTemp, rename = os.CreateTemp, os.Rename }()
			path := filepath.Join(dir, "o.json")
			if err := w.Write(File{Path: path}, []byte("old")); err != nil {
				t.Fatal(err)
			}
			test.fail()
			var failed *Error
			if err := w.Write(File{Path: path}, []byte("new")); !errors.As(err, &failed) || failed.Why != test.why {
				t.Errorf("got %v, want %d", err, test.why)
			}
			entries, err := os.ReadDir(dir)
			data, readErr := os.ReadFile(path)
			if errors.Join(err, readErr) != nil || len(entries) != 1 || string(data) != "old" {
				t.Errorf("%d entries, %q, %v", len(entries), data, errors.Join(err, readErr))
			}
		})
	}
}

// TestAllOrNone wants none of a unit's files written when one may not be.
func TestAllOrNone(t *testing.T) {
	w, dir := newWriter(t)
	b := filepath.Join(dir, "b.html")
	if err := os.WriteFile(b, []byte("by hand"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := w.WriteAll([]Output{{File{Path: filepath.Join(dir, "a.html")}, []byte("a")}, {File{Path: b}, []byte("b")}})
	if err == nil {
		t.Error("written")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}

// TestRenameFails wants the files from the one that cannot be renamed on left
// as they were.
func TestRenameFails(t *testing.T) {
	w, dir := newWriter(t)
	defer func() { rename = os.Rename }()
	all := func(text string) []Output {
		var out []Output
		for _, name := range []string{"a.html", "b.html", "c.html"} {
			out = append(out, Output{File{Path: filepath.Join(dir, name)}, []byte(text)})
		}
		return out
	}
	if err := w.WriteAll(all("old")); err != nil {
		t.Fatal(err)
	}
	rename = func(from, to string) error {
		if strings.HasSuffix(to, "b.html") {
			return &os.LinkError{Err: syscall.EIO}
		}
		return os.Rename(from, to)
	}
	var failed *Error
	if err := w.WriteAll(all("new")); !errors.As(err, &failed) || filepath.Base(failed.Path) != "b.html" {
		t.Errorf("got %v", err)
	}
	got := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got[e.Name()] = string(data[:3])
	}
	if diff := cmp.Diff(map[string]string{"a.html": "new", "b.html": "old", "c.html": "old"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestSameIsLeft wants a file that has the very content already left alone.
func TestSameIsLeft(t *testing.T) {
	w, dir := newWriter(t)
	path := filepath.Join(dir, "a.html")
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := errors.Join(w.Write(File{Path: path}, []byte("a")), os.Chtimes(path, old, old), w.Write(File{Path: path}, []byte("a"))); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("written again, %v", err)
	}
}

// TestSweep wants the temporary files of those that are gone removed at once,
// of those that are not or of whom nothing is known left for a day.
func TestSweep(t *testing.T) {
	w, dir := newWriter(t)
	other := New(inputs{})
	old := time.Now().Add(-25 * time.Hour)
	const dead = 1 << 22 // above Linux's largest process number
	gone := fmt.Sprintf("%s%s-%d-00000000-1", tempPrefix, machine(), dead)
	reused := fmt.Sprintf("%s%s-%d-00000000-1", tempPrefix, machine(), os.Getpid())
	parent := fmt.Sprintf("%s%s-%d-00000000-1", tempPrefix, machine(), os.Getppid())
	for name, age := range map[string]time.Time{
		gone: time.Now(), reused: time.Now(), other.temp + "1": old, parent: old,
		".ziping-00000000-1-00000000-1": time.Now(), ".ziping-00000000-1-00000000-2": old,
		".ziping-1": old, ".ziping-2": time.Now(), ".ziping.lock": old, "x.xlsx": old,
	} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(path, nil, 0o644), os.Chtimes(path, age, age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Write(File{Path: filepath.Join(dir, "out.html")}, []byte("x")); err != nil {
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
	want := []string{".ziping-00000000-1-00000000-1", ".ziping-2", other.temp + "1", parent, ".ziping.lock", "out.html", "x.xlsx"}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestLedger wants what a killed run left of a line passed over, a list in order
// after a run, and one that has grown beyond sense cut down.
func TestLedger(t *testing.T) {
	_, dir := newWriter(t)
	run := func(texts map[string]string) {
		t.Helper()
		w := New(inputs{})
		release, err := w.Hold(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer release()
		for name, text := range texts {
			if err := w.Write(File{Path: filepath.Join(dir, name)}, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	lock := filepath.Join(dir, StateName, ledgerName)
	run(map[string]string{"b.json": "b1", "a.json": "a1"})
	f, err := os.OpenFile(lock, os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteString("0123456789abcdef")
		f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	run(map[string]string{"b.json": "b2", "c.json": "c1"})
	data, err := os.ReadFile(lock)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		_, name, _ := strings.Cut(line, " ")
		names = append(names, name)
	}
	if diff := cmp.Diff([]string{"a.json", "b.json", "c.json"}, names); diff != "" {
		t.Error(diff)
	}
	long := bytes.Repeat([]byte(strings.Repeat("0", 64)+" x\n"), most/67+1)
	if err := os.WriteFile(lock, append(append([]byte("\n"), long...), data[1:]...), 0o644); err != nil {
		t.Fatal(err)
	}
	run(map[string]string{"b.json": "b3"})
	if info, err := os.Stat(lock); err != nil || info.Size() > most {
		t.Errorf("%v, %v", info, err)
	}
}

// TestHold wants the second run on one folder refused until the first is through.
func TestHold(t *testing.T) {
	w, dir := newWriter(t)
	release, err := w.Hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	var locked *Error
	if _, err := New(inputs{}).Hold(dir); !errors.As(err, &locked) || locked.Why != Locked {
		t.Errorf("got %v", err)
	}
	release()
	again, err := New(inputs{}).Hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	again()
	parts := []func(){}
	for _, part := range []string{"1-2", "2-2"} {
		w := New(inputs{})
		release, err := w.HoldPart(dir, part)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, release)
		if _, err := w.WriteQuick([]Output{{File: File{Path: filepath.Join(dir, part+".json")}, Data: []byte(part)}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range []string{"", "1-2"} {
		if _, err := New(inputs{}).HoldPart(dir, part); !errors.As(err, &locked) || locked.Why != Locked {
			t.Errorf("part %q: got %v", part, err)
		}
	}
	for _, release := range parts {
		release()
	}
	whole := New(inputs{})
	release, err = whole.Hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	if ours, err := whole.Wrote(filepath.Join(dir, "1-2.json")); err != nil || !ours {
		t.Errorf("what a part wrote is not known: %v, %v", ours, err)
	}
	release()
	var left []string
	entries, _ := os.ReadDir(filepath.Join(dir, StateName))
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if diff := cmp.Diff([]string{lockName, ledgerName}, left); diff != "" {
		t.Error(diff)
	}
}

// TestStanding tells what was written from what a person made of it and from what a
// loss of power left.
func TestStanding(t *testing.T) {
	w, dir := newWriter(t)
	path := filepath.Join(dir, "a.html")
	hashes, err := w.WriteQuick([]Output{{File: File{Path: path}, Data: []byte("<p>1</p>")}})
	if err != nil || len(hashes) != 1 {
		t.Fatal(hashes, err)
	}
	for _, test := range []struct {
		data string
		want Standing
	}{{"", Lost}, {"\x00\x00\x00", Lost}, {"by hand", Worked}} {
		if err := os.WriteFile(path, []byte(test.data), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := w.Standing(path, hashes[0]); got != test.want {
			t.Errorf("%q: %v, want %v", test.data, got, test.want)
		}
	}
	if got := w.Standing(filepath.Join(dir, "none"), hashes[0]); got != Lost {
		t.Errorf("a file that is gone: %v", got)
	}
	if err := w.Write(File{Path: path, Force: true}, []byte("<p>1</p>")); err != nil || w.Standing(path, hashes[0]) != Intact {
		t.Errorf("%v, %v", err, w.Standing(path, hashes[0]))
	}
	if err := w.Keep(dir, "records/甲县.json", []byte("{}")); err != nil || string(w.Kept(dir, "records/甲县.json")) != "{}" {
		t.Errorf("%v, %s", err, w.Kept(dir, "records/甲县.json"))
	}
}

// TestHoldStrange wants no lock taken on what is no file, nor through a link.
func TestHoldStrange(t *testing.T) {
	_, dir := newWriter(t)
	other := filepath.Join(dir, "work.txt")
	if err := errors.Join(os.WriteFile(other, []byte("by hand"), 0o644), os.Symlink("work.txt", filepath.Join(dir, StateName))); err != nil {
		t.Fatal(err)
	}
	var refused *Error
	if _, err := New(inputs{}).Hold(dir); !errors.As(err, &refused) || refused.Why != Irregular {
		t.Errorf("got %v", err)
	}
	if data, err := os.ReadFile(other); err != nil || string(data) != "by hand" {
		t.Errorf("%q, %v", data, err)
	}
}
