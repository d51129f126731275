package web

import (
	"net/http"
	"strconv"
)

// framePolicy is the policy of the frame in which docx-preview draws: it sets styles of its own and shows pictures and fonts
// out of the document, and reaches nothing else.
const framePolicy = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self'; frame-ancestors 'self'"

// report is the report of a unit, nil for none.
func report(x *session, r *http.Request) *File {
	u, ok := index(r, "unit", len(x.out.Units))
	if !ok || len(x.out.Units[u].Files) == 0 || !x.out.Units[u].Files[0].Report {
		return nil
	}
	return &x.out.Units[u].Files[0]
}

// preview is the page around the frame.
func (s *Server) preview(w http.ResponseWriter, r *http.Request) {
	x := mine(r)
	x.mu.Lock()
	defer x.mu.Unlock()
	if report(x, r) == nil {
		refuse(w, http.StatusNotFound, "这个单位没有报告。")
		return
	}
	u, _ := strconv.Atoi(r.PathValue("unit"))
	n := strconv.Itoa(u)
	w.Header().Set("Content-Security-Policy", framing)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>报告预览</title>
<link rel="stylesheet" href="/asset/page.css"></head><body class="preview"><header class="bar"><a href="/">← 返回</a><h1>报告预览</h1><a class="button" href="/file/` + n + `/0">下载 Word 文件</a></header>
<p class="dim">这是浏览器画的样子，页码和分页以 Word、WPS 打开的为准。</p>
<iframe title="报告预览" src="/preview/` + n + `/frame"></iframe></body></html>`))
}

func (s *Server) previewFrame(w http.ResponseWriter, r *http.Request) {
	u, err := strconv.Atoi(r.PathValue("unit"))
	if err != nil {
		refuse(w, http.StatusNotFound, "这个单位没有报告。")
		return
	}
	w.Header().Set("Content-Security-Policy", framePolicy)
	w.Header().Set("X-Frame-Options", "SAMEORIGIN")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>报告</title></head><body data-report="/preview/` + strconv.Itoa(u) + `/report.docx">
<div id="report"><p>正在画出报告……没有显示时，请直接下载 Word 文件。</p></div><noscript><p>浏览器没有开启脚本，不能预览；请回到上一页下载 Word 文件。</p></noscript>
<script src="/asset/jszip.min.js"></script><script src="/asset/docx-preview.min.js"></script><script src="/asset/preview.js"></script></body></html>`))
}

func (s *Server) previewData(w http.ResponseWriter, r *http.Request) {
	x := mine(r)
	x.mu.Lock()
	defer x.mu.Unlock()
	f := report(x, r)
	if f == nil {
		refuse(w, http.StatusNotFound, "这个单位没有报告。")
		return
	}
	attach(w, f.Name, f.Data)
}
