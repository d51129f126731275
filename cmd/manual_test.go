package cmd

import (
	"bytes"
	"context"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ziping/render/manual"
)

// manualDesk makes a folder as the manual has it: the samples under the names that its examples use. It becomes the working
// directory.
func manualDesk(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	for from, to := range map[string]string{"zhangye-2022": "张掖市科协", "counties-2022": "2022年各县"} {
		src := filepath.Join("..", "testdata", "samples", from)
		if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(src)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

// zipingPrints runs one command line as the program would and returns all that it prints.
func zipingPrints(args ...string) (text string, code int) {
	var b bytes.Buffer
	code = run(context.Background(), args, streams{strings.NewReader(""), &b, &b})
	return b.String(), code
}

// TestManualExamples runs what the manual tells to type, in its order, and holds what it promises to be shown.
func TestManualExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("runs what the scripts run")
	}
	var page bytes.Buffer
	if err := manual.HTML(&page, "dev"); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	manualDesk(t)
	ran, printed := 0, ""
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Pre || n.FirstChild == nil {
			continue
		}
		text := strings.TrimSpace(n.FirstChild.Data)
		switch class := attribute(n, "class"); class {
		case "run":
			args := strings.Fields(text)
			if args[0] != "ziping" {
				t.Errorf("%q is no command line", text)
				continue
			}
			want, _ := strconv.Atoi(attribute(n, "data-exit"))
			var code int
			if printed, code = zipingPrints(args[1:]...); code != want {
				t.Errorf("%s: exit %d, the manual says %d\n%s", text, code, want, printed)
			}
			ran++
		case "shows":
			for line := range strings.Lines(text) {
				if !strings.Contains(printed, strings.TrimSpace(line)) {
					t.Errorf("the manual promises %q, printed is\n%s", strings.TrimSpace(line), printed)
				}
			}
		case "":
		default:
			t.Errorf("<pre class=%q>: run, shows or none", class)
		}
	}
	if ran < 10 {
		t.Errorf("%d examples ran", ran)
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestHelpManual: both forms of the manual hold every chapter, and the text for a terminal holds no markup.
func TestHelpManual(t *testing.T) {
	t.Chdir(t.TempDir())
	text, code := zipingPrints("help", "手册")
	if code != exitClean || strings.ContainsAny(text, "<>") && strings.Contains(text, "</") {
		t.Fatalf("exit %d:\n%s", code, text)
	}
	if said, code := zipingPrints("help", "手册", "-o", "使用手册.html"); code != exitClean || !strings.Contains(said, "已写入 使用手册.html") {
		t.Fatalf("exit %d: %s", code, said)
	}
	page, err := os.ReadFile("使用手册.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"五分钟：第一份报告", "准备工作簿", "看懂核对结果", "用本单位的 Word 模板", "各县一次做完", "常见的问题"} {
		if !strings.Contains(text, want) || !bytes.Contains(page, []byte("<h2>"+want)) && !bytes.Contains(page, []byte(want+"</h2>")) {
			t.Errorf("no chapter %q", want)
		}
	}
	if bytes.Contains(page, []byte("http:")) || bytes.Contains(page, []byte("https:")) {
		t.Error("the manual points out of the machine")
	}
	if _, code := zipingPrints("help", "check", "-o", "x.html"); code != exitUsage {
		t.Errorf("help of a command as a file: exit %d", code)
	}
}

// A picture of the manual: what is drawn, and by which program.
type manualPicture struct {
	name string
	draw func(t *testing.T, png string)
}

var manualPictures = []manualPicture{
	{"report", func(t *testing.T, png string) {
		zipingPrints("report", "张掖市科协", "-o", "r.docx")
		printed(t, "r.docx", png, "100%x100%+0+0")
	}},
	{"inspect", func(t *testing.T, png string) {
		zipingPrints("inspect", "张掖市科协", "-o", "i.html")
		page, err := os.ReadFile("i.html")
		if err != nil {
			t.Fatal(err)
		}
		head, rest, _ := strings.Cut(string(page), "<main>")
		_, rest, _ = strings.Cut(rest, `<section class="file">`) // the sheets, without what was read of the unit
		if err := os.WriteFile("i.html", []byte(head+"<main><section>"+rest), 0o600); err != nil {
			t.Fatal(err)
		}
		shot(t, "i.html", png, "900,760")
	}},
	{"findings", func(t *testing.T, png string) {
		zipingPrints("check", "2022年各县/高台县科协", "-o", "f.html")
		shot(t, "f.html", png, "900,700")
	}},
	{"page", func(t *testing.T, png string) {
		ctx := browser(t)
		dir, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		var shot []byte
		steps(t, ctx, chromedp.EmulateViewport(1000, 1500), chromedp.Navigate(serving(t)),
			chromedp.SetUploadFiles("#files", []string{filepath.Join(dir, "2022年各县/高台县科协/高台县科普经费.xlsx")}, chromedp.ByQuery), chromedp.Click("#upload button", chromedp.ByQuery), chromedp.WaitVisible("#u0", chromedp.ByQuery), chromedp.CaptureScreenshot(&shot))
		if err := os.WriteFile(png, shot, 0o644); err != nil {
			t.Fatal(err)
		}
		must(t, "convert", png, "-colors", "64", "-strip", png)
	}},
	{"rollup", func(t *testing.T, png string) {
		zipingPrints("batch", "2022年各县", "-o", "结果")
		printed(t, "结果/汇总.xlsx", png, "100%x26%+0+0")
	}},
}

// TestManualPictures: each picture is there, legible and not blank; with -update it is drawn anew by LibreOffice and Chromium.
func TestManualPictures(t *testing.T) {
	dir, err := filepath.Abs("../render/manual/chapter")
	if err != nil {
		t.Fatal(err)
	}
	manualDesk(t)
	for _, p := range manualPictures {
		t.Run(p.name, func(t *testing.T) {
			name := filepath.Join(dir, p.name+".png")
			if *update {
				p.draw(t, name)
			}
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			pic, _, err := image.Decode(f)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[[3]uint32]bool{}
			for y := pic.Bounds().Min.Y; y < pic.Bounds().Max.Y; y += 3 {
				for x := pic.Bounds().Min.X; x < pic.Bounds().Max.X; x += 3 {
					r, g, b, _ := pic.At(x, y).RGBA()
					seen[[3]uint32{r, g, b}] = true
				}
			}
			if pic.Bounds().Dx() < 500 || len(seen) < 10 {
				t.Errorf("%s: %d wide, %d colours", p.name, pic.Bounds().Dx(), len(seen))
			}
		})
	}
}

// printed draws the part of the first page of an office document that crop (ImageMagick's geometry) names.
func printed(t *testing.T, doc, png, crop string) {
	t.Helper()
	must(t, "soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", ".", doc)
	pdf := strings.TrimSuffix(filepath.Base(doc), filepath.Ext(doc)) + ".pdf"
	must(t, "pdftoppm", "-png", "-singlefile", "-scale-to-x", "1000", "-scale-to-y", "-1", pdf, strings.TrimSuffix(png, ".png"))
	must(t, "convert", png, "-crop", crop, "+repage", "-colors", "32", "-strip", png)
}

// shot draws the top of a page as Chromium shows it.
func shot(t *testing.T, page, png, size string) {
	t.Helper()
	abs, err := filepath.Abs(page)
	if err != nil {
		t.Fatal(err)
	}
	must(t, "chromium", "--headless", "--no-sandbox", "--hide-scrollbars", "--window-size="+size, "--screenshot="+png, "file://"+abs)
	must(t, "convert", png, "-colors", "48", "-strip", png)
}

func must(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
