package cmd

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	reader "github.com/nguyenthenguyen/docx"

	"ziping/xlsx/xlsxtest"
)

var update = flag.Bool("update", false, "rewrite the expectations of the scripts")

// TestMain keeps what the program remembers out of the developer's own cache.
// The scripts set a folder of their own, which their ziping inherits.
func TestMain(m *testing.M) {
	if os.Getenv("ZIPING_SCRIPT") == "" {
		cache := filepath.Join(os.TempDir(), "ziping-test-cache")
		for _, name := range []string{"XDG_CACHE_HOME", "LocalAppData"} {
			if err := os.Setenv(name, cache); err != nil {
				panic(err)
			}
		}
	}
	testscript.Main(m, map[string]func(){
		"ziping": func() { os.Exit(Main()) },
	})
}

// TestScript runs testdata/script/*.txtar. Commands of our own:
//
//	workbook FILE.txt FILE.xlsx   builds a workbook from text (package xlsxtest)
//	doc97 FILE.doc                writes what a file of Word 97 begins with
//	doctext FILE.docx             prints the text of a report, as an independent reader sees it
//	exit CODE COMMAND…            runs a command that must exit with CODE
//	sametree A B                  wants the same files with the same bytes
func TestScript(t *testing.T) {
	samples, err := filepath.Abs("../testdata/samples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLES", samples)
			env.Setenv("ZIPING_SCRIPT", "1")
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"workbook": buildWorkbook,
			"doctext":  printDocText,
			"doc97":    writeDoc97,
			"exit":     expectExit,
			"sametree": sameTree,
		},
	})
}

func buildWorkbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: workbook file.txt file.xlsx")
	}
	data, err := xlsxtest.Workbook(ts.ReadFile(args[0]))
	ts.Check(err)
	target := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(filepath.Dir(target), 0o755))
	ts.Check(os.WriteFile(target, data, 0o644))
}

func writeDoc97(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: doc97 file.doc")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), 0o644))
}

func printDocText(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: doctext file.docx")
	}
	text, err := docText(ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = ts.Stdout().Write([]byte(text))
	ts.Check(err)
}

// docText is the text of a Word file as nguyenthenguyen/docx reads it, one
// line a paragraph.
func docText(path string) (string, error) {
	r, err := reader.ReadDocxFile(path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	var b strings.Builder
	content := r.Editable().GetContent()
	for content != "" {
		i := strings.IndexByte(content, '<')
		if i < 0 {
			break
		}
		j := strings.IndexByte(content[i:], '>')
		tag := content[i+1 : i+j]
		content = content[i+j+1:]
		switch name, _, _ := strings.Cut(tag, " "); name {
		case "w:t":
			end := strings.Index(content, "</w:t>")
			b.WriteString(unescape.Replace(content[:end]))
		case "/w:p", "w:br/":
			b.WriteByte('\n')
		}
	}
	return b.String(), nil
}

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&#39;", "'", "&amp;", "&")

// expectExit runs a command and wants its very exit code.
func expectExit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit code command args…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit %s, want %s", got, args[0])
	}
}

func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sametree a b")
	}
	a, b := readTree(ts, args[0]), readTree(ts, args[1])
	for name, data := range a {
		if other, ok := b[name]; !ok || other != data {
			ts.Fatalf("%s differs or is missing in %s", name, args[1])
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			ts.Fatalf("%s is only in %s", name, args[1])
		}
	}
}

func readTree(ts *testscript.TestScript, dir string) map[string]string {
	files := map[string]string{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, root)] = string(data)
		return err
	}))
	return files
}
