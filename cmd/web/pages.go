package web

import (
	"bytes"
	"cmp"
	"context"
	_ "embed" // the page and what it loads
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/model"
	"ziping/render/page"
)

var (
	//go:embed asset/page.html
	pageText string
	//go:embed asset/page.css
	ownStyle []byte
	//go:embed asset/page.js
	script []byte

	pageTemplate = page.Template("page", pageText)
)

// routes are what the page answers. Nothing is changed by a GET.
func (s *Server) routes() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", s.show)
	m.HandleFunc("POST /upload", s.upload)
	m.HandleFunc("POST /again", s.change(func(*session, *http.Request) error { return nil }))
	m.HandleFunc("POST /answers", s.change(takeAnswers))
	m.HandleFunc("POST /password", s.change(func(x *session, r *http.Request) error { x.in.Password = r.PostFormValue("password"); return nil }))
	m.HandleFunc("POST /choose", s.change(s.choose))
	m.HandleFunc("POST /clear", s.forget)
	m.HandleFunc("POST /stop", s.end)
	m.HandleFunc("GET /file/{unit}/{file}", s.download)
	m.HandleFunc("GET /shared/{file}", s.downloadShared)
	m.HandleFunc("GET /all.zip", s.zip)
	m.HandleFunc("GET /preview/{unit}", s.preview)
	m.HandleFunc("GET /preview/{unit}/frame", s.previewFrame)
	m.HandleFunc("GET /preview/{unit}/report.docx", s.previewData)
	m.HandleFunc("GET /manual", s.manual)
	m.HandleFunc("GET /asset/{name}", asset)
	return m
}

func mine(r *http.Request) *session { return r.Context().Value(sessionKey{}).(*session) }

// A view is what the page shows.
type view struct {
	page.Frame
	Out       Outcome
	Have      bool
	Beside    bool
	Fault     string
	Units     []unitView
	Several   bool
	Asked     int
	Password  bool
	Templates []offer
	Rules     []offer
	Date      string
	Settled   []settledView
	Changed   []string // what became of it since the run before
	Idle      int      // minutes
}

type offer struct {
	Choice
	Chosen bool
}

type unitView struct {
	Unit
	N         int
	Preview   bool
	Questions []questionView
}

type settledView struct {
	N               int
	Unit, Ask, Said string
}

type questionView struct {
	model.Question
	Place string
	Free  bool
}

func (s *Server) show(w http.ResponseWriter, r *http.Request) {
	x := mine(r)
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.have && len(x.in.Paths) > 0 && x.fault == "" {
		if err := s.judge(r.Context(), x); err != nil {
			x.fault = err.Error()
		}
	}
	var b bytes.Buffer
	if err := pageTemplate().Execute(&b, s.view(x)); err != nil {
		s.broke(w, err)
		return
	}
	x.fault = ""
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = b.WriteTo(w) // the client may be gone
}

// broke says that something of our own went wrong; what, goes to the program's window.
func (s *Server) broke(w http.ResponseWriter, err error) {
	s.log("网页出错：" + err.Error())
	refuse(w, http.StatusInternalServerError, "网页出错了，程序窗口里有说明。")
}

func (s *Server) view(x *session) view {
	v := view{
		Frame: page.Frame{Title: "ziping 绩效自评"}, Out: x.out, Have: x.have, Beside: x.in.Beside, Fault: x.fault, Several: len(x.out.Units) > 1,
		Password: x.out.Locked, Date: x.in.Date, Idle: int(s.opt.Idle / time.Minute),
	}
	for i, u := range x.out.Units {
		uv := unitView{Unit: u, N: i, Preview: len(u.Files) > 0 && u.Files[0].Report}
		for _, q := range u.Questions {
			qv := questionView{Question: q, Place: place(q.Pos), Free: q.Kind.Free() || len(q.Choices) == 0}
			uv.Questions = append(uv.Questions, qv)
		}
		v.Asked += len(u.Questions)
		v.Units = append(v.Units, uv)
	}
	offers := s.desk.Offers()
	v.Templates, v.Rules = offered(offers.Templates, x.in.Template), offered(offers.Rules, x.in.Rules)
	for i, a := range x.settled {
		said := a.Value
		for _, c := range a.Choices {
			if c.Value == a.Value {
				said = c.Label
			}
		}
		v.Settled = append(v.Settled, settledView{i, a.name, a.Ask, said})
	}
	if x.before != nil {
		v.Changed = changes(x.before, &x.out)
	}
	return v
}

func place(p model.Pos) string {
	if p.Sheet == nil {
		return ""
	}
	return p.String()
}

func offered(all []Choice, chosen string) []offer {
	var out []offer
	for _, c := range all {
		out = append(out, offer{c, c.Name == chosen})
	}
	return out
}

// changes says for each unit what became of its findings since the run before.
func changes(before, now *Outcome) []string {
	old := map[string]Unit{}
	for _, u := range before.Units {
		old[u.Name+"\x00"+u.Project] = u
	}
	var out []string
	for _, u := range now.Units {
		o, ok := old[u.Name+"\x00"+u.Project]
		if !ok {
			continue
		}
		line := strings.TrimSpace(u.Name+" "+u.Project) + "：错误 " + strconv.Itoa(o.Errors) + " → " + strconv.Itoa(u.Errors) +
			"，提醒 " + strconv.Itoa(o.Warnings) + " → " + strconv.Itoa(u.Warnings)
		if o.Errors == u.Errors && o.Warnings == u.Warnings {
			line = strings.TrimSpace(u.Name+" "+u.Project) + "：错误、提醒的处数没有变"
		}
		out = append(out, line)
	}
	return out
}

// change does something to a session and judges again.
func (s *Server) change(do func(*session, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		x := mine(r)
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
		if err := r.ParseForm(); err != nil {
			s.answer(w, r, &badUpload{http.StatusRequestEntityTooLarge, "填写的内容太长"})
			return
		}
		x.mu.Lock()
		defer x.mu.Unlock()
		err := do(x, r)
		if err == nil && len(x.in.Paths) > 0 {
			err = s.judge(r.Context(), x)
		}
		s.answer(w, r, err)
	}
}

// answer ends a POST: back to the page, where what was wrong is said; a script gets it as text. The caller holds the session.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, err error) {
	code := http.StatusInternalServerError
	var bad *badUpload
	switch {
	case err == nil:
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	case errors.As(err, &bad):
		code = bad.code
	case errors.Is(err, errBusy):
		code = http.StatusTooManyRequests
	case errors.Is(err, context.Canceled):
		return // nobody is there
	}
	if r.Header.Get("X-Ziping-Script") != "" {
		refuse(w, code, err.Error())
		return
	}
	mine(r).fault = err.Error()
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// takeAnswers keeps the answers of a form: a-ID or f-ID is the value, n-ID the note. A question left at what is taken is no
// answer unless it was confirmed by its box, c-ID. r-N takes the N-th settled one back.
func takeAnswers(x *session, r *http.Request) error {
	for i := len(x.settled) - 1; i >= 0; i-- {
		if r.PostFormValue("r-"+strconv.Itoa(i)) != "" {
			x.settled = slices.Delete(x.settled, i, i+1)
		}
	}
	for n, u := range x.out.Units {
		if r.PostFormValue("unit") != strconv.Itoa(n) {
			continue
		}
		for _, q := range u.Questions {
			value := cmp.Or(strings.TrimSpace(r.PostFormValue("f-"+q.ID)), strings.TrimSpace(r.PostFormValue("a-"+q.ID)))
			if value != "" && (value != q.Taken || r.PostFormValue("c-"+q.ID) != "") {
				x.settle(u, q, model.Answer{ID: q.ID, Value: value, Shown: q.Shown, Note: strings.TrimSpace(r.PostFormValue("n-" + q.ID))})
			}
		}
	}
	return nil
}

// choose takes the template, the rule set and the date of a form.
func (s *Server) choose(x *session, r *http.Request) error {
	offers := s.desk.Offers()
	named := func(all []Choice, name string) (string, error) {
		for _, c := range all {
			if c.Name == name {
				return name, nil
			}
		}
		if name == "" {
			return "", nil
		}
		return "", &badUpload{http.StatusBadRequest, "没有“" + name + "”这一项"}
	}
	template, err1 := named(offers.Templates, r.PostFormValue("template"))
	rules, err2 := named(offers.Rules, r.PostFormValue("rules"))
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	x.in.Template, x.in.Rules, x.in.Date = template, rules, strings.TrimSpace(r.PostFormValue("date"))
	return nil
}

func (s *Server) forget(w http.ResponseWriter, r *http.Request) {
	x := mine(r)
	x.mu.Lock()
	defer x.mu.Unlock()
	s.discard(x)
	x.in, x.out, x.before, x.have, x.settled = Input{}, Outcome{}, nil, false, nil
	s.answer(w, r, nil)
}

func (s *Server) end(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>已停止</title><link rel="stylesheet" href="/asset/page.css"><body><main><h1>已停止</h1><p>程序已停止，可以关上这一页。要再用时，双击程序图标。</p></main></body></html>`))
	if s.stop != nil {
		time.AfterFunc(200*time.Millisecond, s.stop)
	}
}

// manual shows the manual, which has its own policy in itself.
func (s *Server) manual(w http.ResponseWriter, _ *http.Request) {
	data, err := s.desk.Manual()
	if err != nil {
		s.broke(w, err)
		return
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(data)
}
