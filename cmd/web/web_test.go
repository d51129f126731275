package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"ziping/model"
)

// A fakeDesk says what it was given.
type fakeDesk struct {
	in    []Input
	files map[string]string // of the latest input, by path below its folder
	out   Outcome
}

func (d *fakeDesk) Judge(_ context.Context, in Input) Outcome {
	d.in = append(d.in, in)
	d.files = map[string]string{}
	for _, dir := range in.Paths {
		_ = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				b, _ := os.ReadFile(path)
				rel, _ := filepath.Rel(dir, path)
				d.files[filepath.ToSlash(rel)] = string(b)
			}
			return nil
		})
	}
	return d.out
}
func (*fakeDesk) Offers() Offers {
	return Offers{Templates: []Choice{{"内置", "内置的模板"}}, Rules: []Choice{{"hubei", "湖北"}}}
}
func (*fakeDesk) Manual() ([]byte, error) { return []byte("<html>手册</html>"), nil }

var oneUnit = Outcome{Units: []Unit{{
	Key: "高台", Name: "高台县科协", Errors: 1, Findings: "<p>结果</p>", Read: "<p>读到</p>",
	Questions: []model.Question{{ID: "column-0123456789ab", Kind: model.AskColumn, Ask: "“所属方向”是活动类别吗？", Taken: "category", Shown: "9c1e",
		Choices: []model.Choice{{Value: "category", Label: "活动类别"}, {Value: "none", Label: "不读这一列"}}}},
	Files: []File{{Name: "高台县科协_绩效自评报告.docx", Title: "报告", Data: []byte("PK"), Report: true}},
}}}

// A client is a browser with a session.
type client struct {
	t      *testing.T
	s      *Server
	h      http.Handler
	cookie *http.Cookie
}

func newClient(t *testing.T, d Desk, opt Options) *client {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("LocalAppData", os.Getenv("XDG_CACHE_HOME"))
	s, err := New(d, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.clear(); _ = s.ln.Close() })
	c := &client{t: t, s: s, h: s.Handler()}
	w := c.do(c.request("GET", "/?code="+s.newCode(), nil))
	if w.Code != http.StatusSeeOther || len(w.Result().Cookies()) != 1 {
		t.Fatalf("opening: %d", w.Code)
	}
	c.cookie = w.Result().Cookies()[0]
	return c
}

func (c *client) request(method, path string, body io.Reader) *http.Request {
	r := httptest.NewRequest(method, "http://127.0.0.1:"+c.s.port+path, body)
	r.Host = "127.0.0.1:" + c.s.port
	if c.cookie != nil {
		r.AddCookie(c.cookie)
	}
	return r
}

func (c *client) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r)
	return w
}

func (c *client) get(path string) *httptest.ResponseRecorder {
	return c.do(c.request("GET", path, nil))
}

func (c *client) post(path, form string) *httptest.ResponseRecorder {
	r := c.request("POST", path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(r)
}

type sent struct{ path, name, data string }

func (c *client) upload(files ...sent) *httptest.ResponseRecorder {
	c.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, f := range files {
		if f.path != "" {
			_ = m.WriteField("path", f.path)
		}
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", `form-data; name="file"; filename="`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(f.name)+`"`)
		p, err := m.CreatePart(h)
		if err != nil {
			c.t.Fatal(err)
		}
		_, _ = io.WriteString(p, f.data)
	}
	_ = m.Close()
	r := c.request("POST", "/upload", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.Header.Set("X-Ziping-Script", "1")
	return c.do(r)
}

// TestHosts: only who asks for this machine by its own names is answered, before anything else is looked at.
func TestHosts(t *testing.T) {
	c := newClient(t, &fakeDesk{}, Options{})
	port := c.s.port
	for host, want := range map[string]int{
		"127.0.0.1:" + port: 200, "localhost:" + port: 200, "[::1]:" + port: 200,
		"127.0.0.1": 421, "localhost": 421, "[::1]": 421, "127.0.0.1:1": 421, "127.0.0.2:" + port: 421, "0.0.0.0:" + port: 421,
		"evil.com": 421, "evil.com:" + port: 421, "localhost.evil.com:" + port: 421, "127.0.0.1.evil.com:" + port: 421, "127.0.0.1:" + port + ".evil.com": 421,
		"": 421, "LOCALHOST:" + port: 421, "localhost.:" + port: 421, "user@localhost:" + port: 421, "2130706433:" + port: 421, "0x7f.1:" + port: 421,
		"[::ffff:127.0.0.1]:" + port: 421, " 127.0.0.1:" + port: 421,
	} {
		r := c.request("GET", "/", nil)
		r.Host = host
		if w := c.do(r); w.Code != want || want != 200 && strings.Contains(w.Body.String(), "<") {
			t.Errorf("Host %q: %d, want %d: %s", host, w.Code, want, w.Body)
		}
	}
}

// TestOrigins: what changes something comes from the page itself.
func TestOrigins(t *testing.T) {
	c := newClient(t, &fakeDesk{out: oneUnit}, Options{})
	own := "http://127.0.0.1:" + c.s.port
	for _, test := range []struct {
		origin, site string
		want         int
	}{
		{own, "same-origin", 303}, {own, "", 303}, {"", "same-origin", 303}, {"", "none", 303}, {"", "", 303},
		{"http://evil.com", "", 403}, {"http://evil.com", "cross-site", 403}, {"http://127.0.0.1:1", "", 403}, {"http://127.0.0.1:1", "same-site", 403},
		{"null", "", 403}, {own, "cross-site", 403},
	} {
		r := c.request("POST", "/clear", nil)
		if test.origin != "" {
			r.Header.Set("Origin", test.origin)
		}
		if test.site != "" {
			r.Header.Set("Sec-Fetch-Site", test.site)
		}
		if w := c.do(r); w.Code != test.want {
			t.Errorf("Origin %q, Sec-Fetch-Site %q: %d, want %d", test.origin, test.site, w.Code, test.want)
		}
	}
}

// TestCodes: a code opens one session, once; without a session nothing is shown.
func TestCodes(t *testing.T) {
	c := newClient(t, &fakeDesk{out: oneUnit}, Options{})
	code := c.s.newCode()
	stranger := &client{t: t, s: c.s, h: c.h}
	for _, path := range []string{"/", "/?code=", "/?code=x", "/file/0/0", "/all.zip", "/preview/0", "/preview/0/report.docx", "/manual", "/asset/page.js"} {
		if w := stranger.get(path); w.Code != http.StatusForbidden {
			t.Errorf("%s without a session: %d", path, w.Code)
		}
	}
	first := stranger.get("/?code=" + code)
	if first.Code != http.StatusSeeOther || first.Header().Get("Location") != "/" {
		t.Fatalf("the code: %d", first.Code)
	}
	cookie := first.Result().Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/" || cookie.Name != "ziping_"+c.s.port {
		t.Errorf("cookie %+v", cookie)
	}
	if w := stranger.get("/?code=" + code); w.Code != http.StatusForbidden {
		t.Errorf("the code again: %d", w.Code)
	}
	c.s.mu.Lock()
	old := "old"
	c.s.codes[old] = c.s.seen.Add(-2 * codeLife)
	c.s.mu.Unlock()
	if w := stranger.get("/?code=" + old); w.Code != http.StatusForbidden {
		t.Errorf("an old code: %d", w.Code)
	}
}

// TestHeaders: every answer, also one that refuses, has the headers.
func TestHeaders(t *testing.T) {
	c := newClient(t, &fakeDesk{out: oneUnit}, Options{})
	c.upload(sent{name: "a.xlsx"})
	for _, path := range []string{"/", "/nothing", "/file/0/0", "/asset/page.css", "/preview/0"} {
		h := c.get(path).Header()
		want := policy
		if path == "/preview/0" {
			want = framing
		}
		if h.Get("Content-Security-Policy") != want || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" ||
			h.Get("Referrer-Policy") != "no-referrer" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" || h.Get("Cross-Origin-Opener-Policy") != "same-origin" ||
			h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %v", path, h)
		}
	}
	if page := c.get("/").Body.String(); strings.Contains(page, "style=") || strings.Contains(page, "<script>") || strings.Contains(page, "onclick") {
		t.Error("the page holds style or script of its own")
	}
	if h := c.get("/preview/0/frame").Header(); h.Get("Content-Security-Policy") != framePolicy {
		t.Errorf("frame: %v", h)
	}
}

// TestUploadPaths: files come to lie where they lay in the folder that was dropped, and nowhere else.
func TestUploadPaths(t *testing.T) {
	for _, test := range []struct {
		send []sent
		want []string
	}{
		{[]sent{{"", "a.xlsx", "1"}}, []string{"a.xlsx"}},
		{[]sent{{"甘州区/表/a.xlsx", "a.xlsx", "1"}, {"甘州区/b.xlsx", "b.xlsx", "2"}}, []string{"甘州区/b.xlsx", "甘州区/表/a.xlsx"}},
		{[]sent{{"../../etc/a.xlsx", "a.xlsx", "1"}}, []string{"etc/a.xlsx"}},
		{[]sent{{`..\..\windows\a.xlsx`, "a.xlsx", "1"}}, []string{"windows/a.xlsx"}},
		{[]sent{{"/etc/passwd", "passwd", "1"}}, []string{"etc/passwd"}},
		{[]sent{{`C:\x\a.xlsx`, "a.xlsx", "1"}}, []string{"C_/x/a.xlsx"}},
		{[]sent{{"x/b.xlsx", "a.xlsx", "1"}}, []string{"a.xlsx"}}, // the path is of another file
		{[]sent{{"", "a.xlsx", "1"}, {"", "a.xlsx", "2"}}, []string{"a(2).xlsx", "a.xlsx"}},
		{[]sent{{"", "CON.xlsx", "1"}, {"", "a:b.xlsx", "1"}, {"", "\u202ea.xlsx", "1"}}, []string{"_CON.xlsx", "a.xlsx", "a_b.xlsx"}},
		{[]sent{{"", "~$a.xlsx", "1"}, {"", ".a.xlsx", "1"}}, []string{".a.xlsx", "~$a.xlsx"}},
		{[]sent{{"", strings.Repeat("长", 200) + ".xlsx", "1"}}, []string{strings.Repeat("长", 60) + ".xlsx"}},
		{[]sent{{"a/b/c/d/e/f/g/h/i/j.xlsx", "j.xlsx", "1"}}, []string{"c/d/e/f/g/h/i/j.xlsx"}},
		{[]sent{{"a/../../b.xlsx", "b.xlsx", "1"}}, []string{"a/b.xlsx"}},
		{[]sent{{"a//./b.xlsx", "b.xlsx", "1"}}, []string{"a/b.xlsx"}},
	} {
		d := &fakeDesk{out: oneUnit}
		c := newClient(t, d, Options{})
		if w := c.upload(test.send...); w.Code != http.StatusSeeOther {
			t.Errorf("%v: %d %s", test.send, w.Code, w.Body)
			continue
		}
		var got []string
		for name := range d.files {
			got = append(got, name)
		}
		slices.Sort(got)
		if !slices.Equal(got, test.want) {
			t.Errorf("%v: %q, want %q", test.send, got, test.want)
		}
	}
}

// TestUploadLimits: what is too much is refused in Chinese and leaves nothing behind.
func TestUploadLimits(t *testing.T) {
	d := &fakeDesk{out: oneUnit}
	c := newClient(t, d, Options{})
	many := make([]sent, maxFiles+1)
	for i := range many {
		many[i] = sent{name: fmt.Sprintf("%d.xlsx", i)}
	}
	if w := c.upload(many...); w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "300 个") {
		t.Errorf("many: %d %s", w.Code, w.Body)
	}
	if w := c.upload(sent{name: "大.xlsx", data: strings.Repeat("x", maxFile+1)}); w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "“大.xlsx”超过 50 MB") {
		t.Errorf("large: %d %s", w.Code, w.Body)
	}
	if w := c.upload(); w.Code != http.StatusBadRequest {
		t.Errorf("none: %d", w.Code)
	}
	r := c.request("POST", "/upload", strings.NewReader("x"))
	if w := c.do(r); w.Code != http.StatusSeeOther || !strings.Contains(c.get("/").Body.String(), "没有收到文件") {
		t.Errorf("no multipart: %d", w.Code)
	}
	cut := c.request("POST", "/upload", strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\nhalf"))
	cut.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	cut.Header.Set("X-Ziping-Script", "1")
	if w := c.do(cut); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "没有传完") {
		t.Errorf("half: %d %s", w.Code, w.Body)
	}
	if len(d.in) != 0 {
		t.Errorf("judged %d times", len(d.in))
	}
	left, err := filepath.Glob(filepath.Join(os.Getenv("XDG_CACHE_HOME"), "ziping-serve", "*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left %q, %v", left, err)
	}
}

// TestLoop: upload, answer, choose, take away, clear; nothing of it stays.
func TestLoop(t *testing.T) {
	d := &fakeDesk{out: oneUnit}
	c := newClient(t, d, Options{})
	c.upload(sent{name: "a.xlsx", data: "1"})
	if page := c.get("/").Body.String(); !strings.Contains(page, "这几处请你定") || !strings.Contains(page, "这些是上传的副本") {
		t.Fatal(page)
	}
	said := func() []model.Answer {
		var out []model.Answer
		for _, a := range d.in[len(d.in)-1].Answers["高台"] {
			out = append(out, a.Answer)
		}
		return out
	}
	c.post("/answers", "unit=0&a-column-0123456789ab=category") // what is taken anyway
	if got := said(); len(got) != 0 {
		t.Errorf("what was left as it is, is no answer: %+v", got)
	}
	c.post("/answers", "unit=1&a-column-0123456789ab=none") // of another unit
	if got := said(); len(got) != 0 {
		t.Errorf("another unit's: %+v", got)
	}
	c.post("/answers", "unit=0&a-column-0123456789ab=category&c-column-0123456789ab=1")
	if got := said(); len(got) != 1 || got[0].Value != "category" {
		t.Errorf("what was confirmed: %+v", got)
	}
	c.post("/answers", "unit=0&a-column-0123456789ab=none")
	last := d.in[len(d.in)-1]
	if want := (model.Answer{ID: "column-0123456789ab", Value: "none", Shown: "9c1e"}); len(said()) != 1 || said()[0] != want {
		t.Errorf("answers %+v", last.Answers)
	}
	if page := c.get("/").Body.String(); !strings.Contains(page, "已经定的（1）") || !strings.Contains(page, "<b>不读这一列</b>") {
		t.Error("the page does not say what was settled")
	}
	c.post("/choose", "template=内置&rules=hubei&date=2023年4月13日")
	if last = d.in[len(d.in)-1]; last.Template != "内置" || last.Rules != "hubei" || last.Date != "2023年4月13日" {
		t.Errorf("choice %+v", last)
	}
	n := len(d.in)
	if c.post("/choose", "template=/etc/passwd"); len(d.in) != n || !strings.Contains(c.get("/").Body.String(), "没有“/etc/passwd”这一项") {
		t.Error("a template that was not offered")
	}
	c.post("/password", "password=秘密")
	if got := d.in[len(d.in)-1].Password; got != "秘密" {
		t.Errorf("password %q", got)
	}
	c.upload(sent{name: "a.xlsx", data: "2"})
	if last = d.in[len(d.in)-1]; len(said()) != 1 || last.Password != "" || d.files["a.xlsx"] != "2" {
		t.Errorf("the mended file: %+v", last)
	}
	w := c.get("/file/0/0")
	if got, want := w.Header().Get("Content-Disposition"), `attachment; filename="result.docx"; filename*=UTF-8''%E9%AB%98%E5%8F%B0%E5%8E%BF%E7%A7%91%E5%8D%8F_%E7%BB%A9%E6%95%88%E8%87%AA%E8%AF%84%E6%8A%A5%E5%91%8A.docx`; w.Code != 200 || got != want {
		t.Errorf("%d %s", w.Code, got)
	}
	for _, path := range []string{"/file/0/1", "/file/1/0", "/file/-1/0", "/file/x/0", "/file/0/../../etc/passwd", "/shared/0", "/asset/../web.go", "/asset/..%2fpage.html", "/preview/7"} {
		if w := c.get(path); w.Code == 200 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if c.post("/answers", "r-0=1"); len(said()) != 0 {
		t.Errorf("taken back: %+v", said())
	}
	c.post("/clear", "")
	if w := c.get("/all.zip"); w.Code != http.StatusNotFound {
		t.Errorf("after clearing: %d", w.Code)
	}
	left, err := filepath.Glob(filepath.Join(os.Getenv("XDG_CACHE_HOME"), "ziping-serve", "*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left %q, %v", left, err)
	}
}

// TestCommandLinePaths: paths of the command line are read when the page is first shown, and again when it is asked for.
func TestCommandLinePaths(t *testing.T) {
	d := &fakeDesk{out: oneUnit}
	c := newClient(t, d, Options{Paths: []string{"甘州区"}})
	if page := c.get("/").Body.String(); !strings.Contains(page, "改好了，再核一遍") || len(d.in) != 1 || !d.in[0].Beside {
		t.Fatalf("%d runs", len(d.in))
	}
	if c.post("/again", ""); len(d.in) != 2 {
		t.Errorf("%d runs", len(d.in))
	}
	if page := c.get("/").Body.String(); !strings.Contains(page, "和上一次比") {
		t.Error("nothing is said of what changed")
	}
}

// TestHostileNames: what comes from workbooks and file names is text, wherever it is shown.
func TestHostileNames(t *testing.T) {
	for _, evil := range []string{
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `' onmouseover='alert(1)`, `javascript:alert(1)`, `</title><script>`, `{{.}}`, `<!--`,
		"<iframe src=javascript:alert(1)>", "<a href='javascript:alert(1)'>", "\u202e<b>", "<style>*{}</style>", "<base href=//evil>", "<form action=//evil>", "<meta http-equiv=refresh>",
		"<object data=x>", "<embed src=x>", "<link rel=stylesheet href=//e>", "<math><mi//xlink:href=x>", "<svg/onload=alert(1)>", "<body onload=alert(1)>", "<input autofocus onfocus=alert(1)>",
		"<select onfocus=alert(1)>", "<video><source onerror=alert(1)>", "<details open ontoggle=alert(1)>", "<marquee onstart=alert(1)>", "<isindex>", "<template><script>", "<xmp><script>",
		"<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "`-alert(1)-`", "%3Cscript%3E", "&lt;script&gt;<b>", "<scr\x00ipt>", "<IMG SRC=x>", "<a\tb=c>", "<p id=x>", "<td x>", "</main x>", "]]><b>",
	} {
		out := Outcome{Fault: evil, Cure: evil, Notes: []string{evil}, Where: evil, Shared: []File{{Name: evil, Title: evil}}, Units: []Unit{{Name: evil, Project: evil, Failed: evil,
			Questions: []model.Question{{ID: evil, Ask: evil, Header: evil, Taken: evil, Choices: []model.Choice{{Value: evil, Label: evil}}}}, Files: []File{{Name: evil, Title: evil}}}}}
		c := newClient(t, &fakeDesk{out: out}, Options{Paths: []string{"x"}})
		page := c.get("/").Body.String()
		if strings.Contains(evil, "<") && strings.Contains(page, evil) {
			t.Errorf("%q stands in the page", evil)
		}
		if w := c.get("/file/0/0"); strings.ContainsAny(w.Header().Get("Content-Disposition"), "<>\r\n") {
			t.Errorf("%q: %s", evil, w.Header().Get("Content-Disposition"))
		}
	}
}

// TestManyUploads: three hundred uploads one after the other leave one folder and no open file.
func TestManyUploads(t *testing.T) {
	d := &fakeDesk{out: oneUnit}
	c := newClient(t, d, Options{})
	open := func() int {
		names, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip("this system does not list descriptors")
		}
		return len(names)
	}
	c.upload(sent{name: "a.xlsx", data: "1"})
	before := open()
	for i := range 300 {
		if w := c.upload(sent{name: fmt.Sprintf("%d.xlsx", i), data: "1"}); w.Code != http.StatusSeeOther {
			t.Fatalf("%d: %d", i, w.Code)
		}
	}
	if after := open(); after > before+2 {
		t.Errorf("%d files open, %d before", after, before)
	}
	left, err := filepath.Glob(filepath.Join(os.Getenv("XDG_CACHE_HOME"), "ziping-serve", "*"))
	if err != nil || len(left) != 1 {
		t.Errorf("left %d folders, %v", len(left), err)
	}
}

// A busyDesk answers with the names of the files it was given, so that nobody gets another's.
type busyDesk struct{ fakeDesk }

func (*busyDesk) Judge(_ context.Context, in Input) Outcome {
	names, _ := filepath.Glob(filepath.Join(in.Paths[0], "*"))
	return Outcome{Units: []Unit{{Name: filepath.Base(names[0])}}}
}

// TestParallel: fifty browsers at once each see their own.
func TestParallel(t *testing.T) {
	first := newClient(t, &busyDesk{}, Options{})
	var wait sync.WaitGroup
	for i := range maxSessions - 1 {
		wait.Go(func() {
			c := &client{t: t, s: first.s, h: first.h}
			c.cookie = c.get("/?code=" + c.s.newCode()).Result().Cookies()[0]
			name := fmt.Sprintf("单位%d.xlsx", i)
			if w := c.upload(sent{name: name}); w.Code != http.StatusSeeOther {
				t.Errorf("%s: %d %s", name, w.Code, w.Body)
				return
			}
			if page := c.get("/").Body.String(); !strings.Contains(page, name) || strings.Count(page, "单位") > 12 {
				t.Errorf("%s sees something else", name)
			}
		})
	}
	wait.Wait()
}

// TestNames: a name comes out as it is, in a header that nothing can break.
func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"a.docx":            `attachment; filename="result.docx"; filename*=UTF-8''a.docx`,
		"临泽县.docx":          `attachment; filename="result.docx"; filename*=UTF-8''%E4%B8%B4%E6%B3%BD%E5%8E%BF.docx`,
		"a b.xlsx":          `attachment; filename="result.xlsx"; filename*=UTF-8''a%20b.xlsx`,
		"a+b.xlsx":          `attachment; filename="result.xlsx"; filename*=UTF-8''a%2Bb.xlsx`,
		`a";x=".docx`:       `attachment; filename="result.docx"; filename*=UTF-8''a_%3Bx%3D_.docx`,
		"a\r\nSet-Cookie: ": `attachment; filename="result"; filename*=UTF-8''a__Set-Cookie_`,
		"100%.html":         `attachment; filename="result.html"; filename*=UTF-8''100%25.html`,
		"../x.zip":          `attachment; filename="result.zip"; filename*=UTF-8''_x.zip`,
		"没有扩展名":             `attachment; filename="result"; filename*=UTF-8''%E6%B2%A1%E6%9C%89%E6%89%A9%E5%B1%95%E5%90%8D`,
		"（新）.docx":          `attachment; filename="result.docx"; filename*=UTF-8''%EF%BC%88%E6%96%B0%EF%BC%89.docx`,
		"a.'b'.docx":        `attachment; filename="result.docx"; filename*=UTF-8''a.%27b%27.docx`,
	} {
		if got := disposition(name); got != want {
			t.Errorf("%q\n got %s\nwant %s", name, got, want)
		}
	}
}
