package web

import (
	"archive/zip"
	"bytes"
	"embed"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"ziping/cmd/writer"
	"ziping/render/page"
	"ziping/render/sheet"
)

// types are the content types of what leaves, by ending.
var types = map[string]string{
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".html": "text/html; charset=utf-8",
	".json": "application/json",
	".zip":  "application/zip",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
}

// attach sends a file to be saved, never to be shown: its name in both forms of RFC 6266.
func attach(w http.ResponseWriter, name string, data []byte) {
	ext := strings.ToLower(path.Ext(name))
	kind := types[ext]
	if kind == "" {
		kind = "application/octet-stream"
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Content-Disposition", disposition(name))
	_, _ = w.Write(data)
}

func disposition(name string) string {
	name = writer.SafeName(name)
	star := strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	return `attachment; filename="result` + asciiExt(name) + `"; filename*=UTF-8''` + star
}

// asciiExt is the ending of a name for clients that do not know the longer form.
func asciiExt(name string) string {
	ext := path.Ext(name)
	if mime.TypeByExtension(ext) == "" && types[ext] == "" {
		return ""
	}
	return ext
}

func index(r *http.Request, name string, n int) (int, bool) {
	i, err := strconv.Atoi(r.PathValue(name))
	return i, err == nil && i >= 0 && i < n
}

func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	x := mine(r)
	x.mu.Lock()
	defer x.mu.Unlock()
	if u, ok := index(r, "unit", len(x.out.Units)); ok {
		if f, ok := index(r, "file", len(x.out.Units[u].Files)); ok {
			attach(w, x.out.Units[u].Files[f].Name, x.out.Units[u].Files[f].Data)
			return
		}
	}
	refuse(w, http.StatusNotFound, "没有这个文件，可能已经重新核对过，请刷新网页。")
}

func (s *Server) downloadShared(w http.ResponseWriter, r *http.Request) {
	x := mine(r)
	x.mu.Lock()
	defer x.mu.Unlock()
	f, ok := index(r, "file", len(x.out.Shared))
	if !ok {
		refuse(w, http.StatusNotFound, "没有这个文件，可能已经重新核对过，请刷新网页。")
		return
	}
	attach(w, x.out.Shared[f].Name, x.out.Shared[f].Data)
}

// zip sends everything in one file, a folder for each unit where there are several.
func (s *Server) zip(w http.ResponseWriter, r *http.Request) {
	x := mine(r)
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.out.Units) == 0 {
		refuse(w, http.StatusNotFound, "还没有可以取走的文件。")
		return
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	taken := map[string]bool{}
	add := func(name string, data []byte) error {
		for n, base := 2, name; taken[strings.ToLower(name)]; n++ {
			name = strings.TrimSuffix(base, path.Ext(base)) + "(" + strconv.Itoa(n) + ")" + path.Ext(base)
		}
		taken[strings.ToLower(name)] = true
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, NonUTF8: false})
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return err
	}
	var fault error
	for _, u := range x.out.Units {
		folder := ""
		if len(x.out.Units) > 1 {
			folder = writer.SafeName(strings.TrimSpace(u.Name+" "+u.Project)) + "/"
		}
		for _, f := range u.Files {
			sub := folder
			if f.Folder != "" {
				sub += writer.SafeName(f.Folder) + "/"
			}
			if err := add(sub+writer.SafeName(f.Name), f.Data); err != nil {
				fault = err
			}
		}
	}
	for _, f := range x.out.Shared {
		if err := add(writer.SafeName(f.Name), f.Data); err != nil {
			fault = err
		}
	}
	if err := z.Close(); err != nil || fault != nil {
		s.broke(w, fault)
		return
	}
	name := x.out.Units[0].Name
	if len(x.out.Units) > 1 {
		name = strconv.Itoa(len(x.out.Units)) + "个单位"
	}
	attach(w, writer.SafeName(name)+"_核对结果.zip", b.Bytes())
}

//go:embed asset
var assets embed.FS

// asset sends what the page loads.
func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	var data []byte
	switch name {
	case "page.css":
		data = slices.Concat([]byte(page.Style), []byte(sheet.Style()), ownStyle)
	case "page.js":
		data = script
	default:
		var err error
		if data, err = assets.ReadFile("asset/vendor/" + path.Base(name)); err != nil {
			refuse(w, http.StatusNotFound, "没有这个文件。")
			return
		}
	}
	w.Header().Set("Content-Type", types[path.Ext(name)])
	_, _ = w.Write(data)
}
