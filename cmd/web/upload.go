package web

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"unicode"

	"ziping/cmd/writer"
)

// A badUpload is what is wrong with an upload, for the person who sent it.
type badUpload struct {
	code int
	why  string
}

func (e *badUpload) Error() string { return e.why }

// upload takes files in: each part "file" is a file, and a part "path" before it says where in a dropped folder it lay.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	x := mine(r)
	r.Body = http.MaxBytesReader(w, r.Body, maxRequest)
	x.mu.Lock()
	defer x.mu.Unlock()
	dir, err := s.tray.New()
	if err != nil {
		s.answer(w, r, &badUpload{http.StatusInsufficientStorage, "临时文件夹写不了，可能磁盘满了"})
		return
	}
	n, err := s.receive(r, dir)
	if err == nil && n == 0 {
		err = &badUpload{http.StatusBadRequest, "没有收到文件，请选择资金表、活动台账或自评表"}
	}
	if err != nil {
		_ = s.tray.Drop(dir) // the next start sweeps it
		s.answer(w, r, err)
		return
	}
	s.discard(x)
	x.dir, x.have, x.before = dir, false, nil // the answers stay: the same file may come again, mended
	x.in.Paths, x.in.Beside, x.in.Password = []string{dir}, false, ""
	s.answer(w, r, s.judge(r.Context(), x))
}

// receive writes the files of a request below dir and counts them.
func (s *Server) receive(r *http.Request, dir string) (n int, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return 0, &badUpload{http.StatusBadRequest, "没有收到文件"}
	}
	where := ""
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, broken(err)
		}
		switch p.FormName() {
		case "path":
			b, err := io.ReadAll(io.LimitReader(p, 4096))
			if err != nil {
				return n, broken(err)
			}
			where = string(b)
		case "file":
			if p.FileName() == "" { // a form that was sent without choosing one
				continue
			}
			if n++; n > maxFiles {
				return n, &badUpload{http.StatusRequestEntityTooLarge, fmt.Sprintf("一次最多 %d 个文件，请分几次，或把它们放进文件夹拖到程序图标上", maxFiles)}
			}
			if err := s.keep(p, dir, where); err != nil {
				return n, err
			}
			where = ""
		}
	}
}

// keep writes one file. Of two that lie in one place the second gets a number.
func (s *Server) keep(p *multipart.Part, dir, where string) error {
	name := safePath(where, p.FileName())
	ext := path.Ext(name)
	for i := 2; ; i++ {
		_, err := s.tray.Put(dir, name, p, maxFile)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, writer.ErrTooLarge):
			return &badUpload{http.StatusRequestEntityTooLarge, fmt.Sprintf("“%s”超过 %d MB，请拖到程序图标上核对", p.FileName(), maxFile>>20)}
		case errors.Is(err, fs.ErrExist) && i < 100:
			name = fmt.Sprintf("%s(%d)%s", strings.TrimSuffix(safePath(where, p.FileName()), ext), i, ext)
		default:
			return broken(err)
		}
	}
}

// broken says what an error of reading a request means.
func broken(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &badUpload{http.StatusRequestEntityTooLarge, fmt.Sprintf("一次最多 %d MB，请分几次，或拖到程序图标上", maxRequest>>20)}
	}
	return &badUpload{http.StatusBadRequest, "文件没有传完，请再试一次"}
}

// safePath is where an upload goes: the folders that it lay in, each under a name that is safe on every system, and nowhere
// else whatever the client writes.
func safePath(where, name string) string {
	if where == "" || path.Base(strings.ReplaceAll(where, `\`, "/")) != name {
		where = name
	}
	var out []string
	for part := range strings.SplitSeq(strings.ReplaceAll(where, `\`, "/"), "/") {
		part = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
				return -1
			}
			return r
		}, part)
		if part = strings.TrimSpace(part); part == "" || part == "." || part == ".." {
			continue
		}
		out = append(out, safeName(part))
	}
	if len(out) == 0 {
		return "文件"
	}
	if len(out) > 8 {
		out = out[len(out)-8:]
	}
	return strings.Join(out, "/")
}

// safeName keeps the ending of a long name, and the dot of one that is hidden: both say what the file is.
func safeName(name string) string {
	dot := ""
	if strings.HasPrefix(name, ".") {
		dot, name = ".", name[1:]
	}
	ext := path.Ext(name)
	if len(ext) > 8 {
		ext = ""
	}
	return dot + writer.SafeName(strings.TrimSuffix(name, ext)) + ext
}
