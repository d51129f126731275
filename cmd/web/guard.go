package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"time"
)

// policy lets the page load what it consists of, and nothing else; no script stands in the page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// framing is the policy of the page that holds the preview.
const framing = policy + "; frame-src 'self'"

// Handler is the page behind its guards, in this order: headers that hold for every answer, the host that was asked for,
// the origin of what changes something, the code or cookie of who asks.
func (s *Server) Handler() http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusForbidden, "这个请求不是从 ziping 的网页发来的，没有处理。")
	}))
	return headers(s.local(origin.Handler(s.known(s.routes()))))
}

func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		next.ServeHTTP(w, r)
	})
}

// local answers only who asks for this machine by name: another name that leads here is an attack (DNS rebinding).
func (s *Server) local(next http.Handler) http.Handler {
	allowed := map[string]bool{"127.0.0.1:" + s.port: true, "localhost:" + s.port: true, "[::1]:" + s.port: true}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !allowed[r.Host] {
			refuse(w, http.StatusMisdirectedRequest, "请用程序打开的那个地址。")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func refuse(w http.ResponseWriter, code int, why string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	_, _ = w.Write([]byte(why + "\n")) // the client may be gone
}

// secret is 128 random bits as text.
func secret() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// newCode is a code that opens one session within a minute.
func (s *Server) newCode() string {
	code := secret()
	s.mu.Lock()
	defer s.mu.Unlock()
	for c, since := range s.codes {
		if time.Since(since) > codeLife {
			delete(s.codes, c)
		}
	}
	s.codes[code] = time.Now()
	return code
}

// redeem uses a code up.
func (s *Server) redeem(code string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c, since := range s.codes {
		if subtle.ConstantTimeCompare([]byte(c), []byte(code)) == 1 {
			delete(s.codes, c)
			return time.Since(since) <= codeLife
		}
	}
	return false
}

func (s *Server) cookieName() string { return "ziping_" + s.port }

// known lets in who has a session; a code in the address begins one.
func (s *Server) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if code := r.URL.Query().Get("code"); code != "" && r.Method == http.MethodGet {
			if s.redeem(code) {
				id := s.open()
				http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
				http.Redirect(w, r, "/", http.StatusSeeOther)
				return
			}
			if s.session(r) != nil { // a reload of the address that was opened
				http.Redirect(w, r, "/", http.StatusSeeOther)
				return
			}
		}
		x := s.session(r)
		if x == nil {
			refuse(w, http.StatusForbidden, "这个网页只能由 ziping 程序打开：请再双击一次程序图标。")
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), sessionKey{}, x)))
	})
}

type sessionKey struct{}

// session is the session of a request, nil for none.
func (s *Server) session(r *http.Request) *session {
	c, err := r.Cookie(s.cookieName())
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.sessions[c.Value]
	if x != nil {
		s.seen = time.Now()
		x.seen = s.seen
	}
	return x
}
