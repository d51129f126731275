package cmd

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"ziping/cmd/web"
	"ziping/xlsx/xlsxtest"
)

// browser starts Chromium, once a test; where it is missing the test is skipped, in CI it fails.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("takes a browser")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil && path == "" {
			path = p
		}
	}
	if path == "" {
		if os.Getenv("ZIPING_CLIENTS") != "" {
			t.Fatal("chromium is not installed")
		}
		t.Skip("chromium is not installed")
	}
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1280, 900), chromedp.WSURLReadTimeout(time.Minute))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// serving starts the page over the real pipeline and returns its address with a code.
func serving(t *testing.T, paths ...string) string {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	s, err := web.New(desk{}, web.Options{Paths: paths})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	return s.URL()
}

func steps(t *testing.T, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// sampleFiles lists the workbooks of a sample.
func sampleFiles(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "testdata", "samples", pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples %s: %v", pattern, err)
	}
	for i := range files {
		if files[i], err = filepath.Abs(files[i]); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestPageOneUnit is an officer's way: three files, what was read, the findings, the report as it will look, everything in one
// zip, and the report in it is the one that `report` writes.
func TestPageOneUnit(t *testing.T) {
	ctx := browser(t)
	var text, preview, packed string
	var wide bool
	axe, err := os.ReadFile("web/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	var violations string
	steps(t, ctx,
		chromedp.Navigate(serving(t)),
		chromedp.SetUploadFiles("#files", sampleFiles(t, "counties-2022/临泽县科协/*.xlsx"), chromedp.ByQuery),
		chromedp.Click("#upload button", chromedp.ByQuery),
		chromedp.WaitVisible("#u0", chromedp.ByQuery),
		chromedp.Text("main", &text, chromedp.ByQuery),
		chromedp.Evaluate(string(axe)+`;0`, nil),
		chromedp.Evaluate(`axe.run({resultTypes:['violations']}).then(r => JSON.stringify(r.violations.filter(v => v.impact=='serious'||v.impact=='critical').map(v => v.id+': '+v.nodes.map(n=>n.html).slice(0,3).join(' '))))`, &violations, awaited),
		chromedp.Evaluate(`fetch('/all.zip').then(r => r.arrayBuffer()).then(b => btoa(Array.from(new Uint8Array(b), c => String.fromCharCode(c)).join('')))`, &packed, awaited),
	)
	for _, want := range []string{"临泽县科学技术协会", "我读到了这些", "核对了什么、没有核对什么", "全部取走", "预览"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	if violations != "[]" {
		t.Errorf("axe: %s", violations)
	}
	for _, width := range []int64{360, 1280, 1920} {
		steps(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Evaluate(`document.documentElement.scrollWidth > window.innerWidth`, &wide))
		if wide {
			t.Errorf("at %d pixels the page is wider than the window", width)
		}
	}
	steps(t, ctx,
		chromedp.Click(`a[href="/preview/0"]`, chromedp.ByQuery),
		chromedp.WaitReady("iframe", chromedp.ByQuery),
		chromedp.Poll(`(() => { const f = document.querySelector('iframe'); const d = f && f.contentDocument; return d && d.querySelector('.docx') ? d.body.innerText : ''; })()`, &preview, chromedp.WithPollingTimeout(40*time.Second)),
	)
	if !strings.Contains(preview, "绩效自评报告") {
		t.Errorf("the preview shows %.300q", preview)
	}
	data, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "r.docx")
	zipingPrints("report", filepath.Dir(sampleFiles(t, "counties-2022/临泽县科协/*.xlsx")[0]), "-o", out)
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".docx") {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			_, _ = got.ReadFrom(r)
			found = bytes.Equal(got.Bytes(), want)
		}
	}
	if !found {
		t.Error("the report in the zip is not the one of the command line")
	}
}

// awaited waits for a promise.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// TestPageWithoutScript: the form alone does the work.
func TestPageWithoutScript(t *testing.T) {
	ctx := browser(t)
	var text string
	steps(t, ctx,
		emulation.SetScriptExecutionDisabled(true),
		chromedp.Navigate(serving(t)),
		chromedp.SetUploadFiles("#files", sampleFiles(t, "zhangye-2022/*.xlsx"), chromedp.ByQuery),
		chromedp.Submit("#upload", chromedp.ByQuery),
		chromedp.WaitVisible("#u0", chromedp.ByQuery),
		chromedp.Text("#u0", &text, chromedp.ByQuery),
	)
	if !strings.Contains(text, "张掖市科学技术协会") || !strings.Contains(text, "没有发现错误") {
		t.Errorf("%.500s", text)
	}
}

// TestPageSeveral: a folder of counties from the command line, read again after one was mended.
func TestPageSeveral(t *testing.T) {
	ctx := browser(t)
	dir := filepath.Join(t.TempDir(), "各县")
	for _, county := range []string{"高台县科协", "甘州区科协", "临泽县科协", "山丹县科协", "民乐县科协", "肃南县科协"} {
		if err := os.CopyFS(filepath.Join(dir, county), os.DirFS("../testdata/samples/counties-2022/"+county)); err != nil {
			t.Fatal(err)
		}
	}
	var rows int
	var changed string
	steps(t, ctx,
		chromedp.Navigate(serving(t, dir)),
		chromedp.WaitVisible("table.sum", chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelectorAll('table.sum tbody tr').length`, &rows),
	)
	if rows != 6 {
		t.Errorf("%d units", rows)
	}
	steps(t, ctx,
		chromedp.Click(`form[action="/again"] button`, chromedp.ByQuery),
		chromedp.WaitVisible(`//h2[text()="和上一次比"]`),
		chromedp.Text("main", &changed, chromedp.ByQuery),
	)
	if !strings.Contains(changed, "错误、提醒的处数没有变") {
		t.Errorf("%.800s", changed)
	}
}

// TestPageFaults: damaged files, files that are none, and hostile names end in a sentence.
func TestPageFaults(t *testing.T) {
	ctx := browser(t)
	dir := t.TempDir()
	broken := filepath.Join(dir, "坏.xlsx")
	if err := os.WriteFile(broken, []byte("PK\x03\x04 no workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	evil := filepath.Join(dir, "<img src=x onerror=alert(1)>.xlsx")
	book, err := xlsxtest.Workbook("# 资金表\nA1 <img src=x onerror=alert(1)>县科协2022年资金表\nA2 支出方向\nB2 计划资金\nC2 到位资金\nD2 实际支出\n" +
		"A3 <img src=x onerror=alert(1)>\nB3 10\nC3 10\nD3 10\nA4 合计\nB4 10\nC4 10\nD4 11\n")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(evil, book, 0o600); err != nil {
		t.Skip("this system has no such names")
	}
	for _, test := range []struct{ file, want string }{{broken, "坏.xlsx"}, {evil, "_img src=x onerror=alert(1)_"}} {
		var text string
		var images int
		steps(t, ctx,
			chromedp.Navigate(serving(t)),
			chromedp.SetUploadFiles("#files", []string{test.file}, chromedp.ByQuery),
			chromedp.Click("#upload button", chromedp.ByQuery),
			chromedp.WaitVisible("table.sum", chromedp.ByQuery),
			chromedp.Text("main", &text, chromedp.ByQuery),
			chromedp.Evaluate(`document.querySelectorAll('main img').length`, &images),
		)
		if !strings.Contains(text, test.want) || images != 0 {
			t.Errorf("%s: %d images\n%.600s", test.file, images, text)
		}
	}
}

// TestPageKeyboard: with the Tab key alone everything that can be used is reached, and is seen to be.
func TestPageKeyboard(t *testing.T) {
	ctx := browser(t)
	dir := filepath.Join(t.TempDir(), "高台县科协") // the results go beside it
	if err := os.CopyFS(dir, os.DirFS("../testdata/samples/counties-2022/高台县科协")); err != nil {
		t.Fatal(err)
	}
	steps(t, ctx, chromedp.Navigate(serving(t, dir)), chromedp.WaitVisible("#u0", chromedp.ByQuery))
	var all int
	steps(t, ctx, chromedp.Evaluate(`Array.from(document.querySelectorAll('a[href],button,input:not([type=hidden]),select,summary')).filter(e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})).filter(e => e.type != 'radio').length`, &all))
	seen := map[string]bool{}
	for range all + 10 {
		var at string
		steps(t, ctx, chromedp.KeyEvent("\t"), chromedp.Evaluate(`(() => { const e = document.activeElement; if (!e || e === document.body) return ''; const o = getComputedStyle(e); return JSON.stringify([e.tagName, e.textContent || e.name || e.id, Array.from(document.querySelectorAll('*')).indexOf(e), o.outlineStyle]); })()`, &at))
		if at == "" {
			continue
		}
		var what []any
		if err := json.Unmarshal([]byte(at), &what); err != nil {
			t.Fatal(err)
		}
		if what[3] == "none" {
			t.Errorf("%v has the focus and does not show it", what)
		}
		seen[at] = true
	}
	if len(seen) < all {
		t.Errorf("%d of %d are reached", len(seen), all)
	}
}

// TestPageQuestion: what is unclear is asked on the page, and what is answered holds.
func TestPageQuestion(t *testing.T) {
	ctx := browser(t)
	book, err := xlsxtest.Workbook("# 资金表\nA1 临河县科协2022年科普经费资金表\nA2 支出方向\nB2 计划资金\nC2 到位资金\nD2 实际支出\n" +
		"A3 科普宣传\nB3 20\nC3 20\nD3 18\nA4 青少年活动\nB4 10\nC4 10\nD4 10\nA5 合计\nB5 30\nC5 30\nD5 28\n")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "临河县科协.xlsx")
	if err := os.WriteFile(file, book, 0o600); err != nil {
		t.Fatal(err)
	}
	var before, after string
	steps(t, ctx,
		chromedp.Navigate(serving(t, file)),
		chromedp.WaitVisible(".questions", chromedp.ByQuery),
		chromedp.Text("#u0", &before, chromedp.ByQuery),
		chromedp.Click(`.questions input[value="万元"]`, chromedp.ByQuery),
		chromedp.Click(`.questions button`, chromedp.ByQuery),
		chromedp.WaitVisible(`//h3[starts-with(text(),"已经定的")]`),
		chromedp.Text("#u0", &after, chromedp.ByQuery),
	)
	// the answer stands in 补充材料 beside the workbook: the command line knows it
	if said, _ := zipingPrints("check", filepath.Dir(file)); !strings.Contains(said, "280,000.00 元") {
		t.Errorf("the answer is not in 补充材料:\n%.800s", said)
	}
	if !strings.Contains(before, "是元还是万元") || strings.Contains(after, "是元还是万元") || !strings.Contains(after, "280,000.00 元") {
		t.Errorf("before\n%.600s\nafter\n%.600s", before, after)
	}
}

// TestPageReview: a finished report that comes with its workbooks is reviewed against them.
func TestPageReview(t *testing.T) {
	ctx := browser(t)
	dir := filepath.Dir(sampleFiles(t, "counties-2022/临泽县科协/*.xlsx")[0])
	report := filepath.Join(t.TempDir(), "我们的报告.docx")
	zipingPrints("report", dir, "-o", report)
	var text string
	steps(t, ctx,
		chromedp.Navigate(serving(t)),
		chromedp.SetUploadFiles("#files", append(sampleFiles(t, "counties-2022/临泽县科协/*.xlsx"), report), chromedp.ByQuery),
		chromedp.Click("#upload button", chromedp.ByQuery),
		chromedp.WaitVisible("#u1", chromedp.ByQuery),
		chromedp.Text("#u1", &text, chromedp.ByQuery),
	)
	if !strings.Contains(text, "审读：我们的报告.docx") || !strings.Contains(text, "报告里的数字与工作簿") || !strings.Contains(text, "我们的报告_审读.docx") {
		t.Errorf("%.800s", text)
	}
}
