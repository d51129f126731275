// Package web is the page (`ziping serve`): drop, see, settle, report, on one screen, over the same pipeline as the command
// line, which it sees as a Desk. It listens on this machine only, answers only who has the code that the program opened the
// browser with, and never opens a path that a client names.
//
//	s, err := web.New(desk, web.Options{Port: 0})
//	url := s.URL()        // with a code that works once, within a minute
//	err = s.Serve(ctx)    // until ctx ends, 停止 is pressed, or nobody has been there for Options.Idle
package web

import (
	"context"
	"errors"
	"html/template"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"ziping/cmd/writer"
	"ziping/model"
)

// A Desk is what the page works with.
type Desk interface {
	// Judge reads paths and says what came of them. It opens no other path. It never fails: what went wrong is in the Outcome.
	Judge(ctx context.Context, in Input) Outcome
	// Offers are what a person may choose from.
	Offers() Offers
	// Manual writes the manual as a page.
	Manual() ([]byte, error)
}

// An Input is what is read and how.
type Input struct {
	Paths    []string
	Beside   bool                  // the paths were given on the command line: results are written beside them
	Answers  map[string][]Answered // by Unit.Key; what was said of one unit says nothing of another
	Password string
	Template string // a name of Offers.Templates, or "" for what the settings say
	Rules    string // a name of Offers.Rules, or ""
	Date     string
}

// An Answered question is one with its answer.
type Answered struct {
	model.Question
	model.Answer
}

// Offers are the choices of the page.
type Offers struct{ Templates, Rules []Choice }

// A Choice is a name with what a person reads.
type Choice struct{ Name, Title string }

// An Outcome is what came of an input.
type Outcome struct {
	Units  []Unit
	Notes  []string // what was left out, and why
	Fault  string   // why nothing could be done, "" when something could
	Cure   string   // what to do about it
	Locked bool     // a workbook is encrypted and no password, or a wrong one, was given
	Shared []File   // of all units together
	Where  string   // the folder to which results were written, "" for none
}

// A Unit is one unit, or one project of it, that was judged.
type Unit struct {
	Key                    string // the same for the same unit when it is read again
	Name, Project          string
	Failed                 string // why there is no report, "" when there is one
	Errors, Warnings, Asks int
	Read, Findings         template.HTML
	Questions              []model.Question
	Files                  []File // the report first, where there is one
}

// A File is something to take away.
type File struct {
	Name   string
	Title  string // what it is
	Folder string // in which it lies beside the others, "" for none
	Data   []byte
	Report bool // can be shown before it is taken
}

// Options are how the server runs.
type Options struct {
	Port  int           // 0 takes a free one
	Paths []string      // of the command line
	Idle  time.Duration // it ends when nobody was there for so long; 0 never
	Log   func(string)  // gets a line for people, without contents and secrets; nil for none
}

// A Server is the page.
type Server struct {
	desk Desk
	opt  Options
	tray *writer.Tray
	ln   net.Listener
	port string
	stop context.CancelFunc
	jobs chan struct{} // one value for each job that runs

	mu       sync.Mutex
	waiting  int // jobs that wait
	codes    map[string]time.Time
	sessions map[string]*session
	seen     time.Time
}

// What the page allows; ROBUSTNESS.md 4, W7.
const (
	maxRequest  = 200 << 20
	maxFile     = 50 << 20
	maxFiles    = 300
	maxJobs     = 4
	maxSessions = 50
	codeLife    = time.Minute
)

// New listens. Nothing is answered before Serve.
func New(desk Desk, opt Options) (*Server, error) {
	tray, err := writer.OpenTray("ziping-serve")
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(opt.Port)))
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(ln.Addr().String())
	if err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return &Server{
		desk: desk, opt: opt, tray: tray, ln: ln, port: port, jobs: make(chan struct{}, maxJobs),
		codes: map[string]time.Time{}, sessions: map[string]*session{}, seen: time.Now(),
	}, nil
}

// URL is the address to open, with a new code.
func (s *Server) URL() string { return "http://127.0.0.1:" + s.port + "/?code=" + s.newCode() }

// Serve answers until ctx ends, somebody stops it, or it was idle for long enough. All uploads are removed then.
func (s *Server) Serve(ctx context.Context) error {
	ctx, s.stop = context.WithCancel(ctx)
	defer s.stop()
	srv := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, ReadTimeout: 5 * time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(s.ln) }()
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			s.clear()
			return err
		case <-tick.C:
			if s.idle() {
				s.log("半小时没有人用，网页已停止。")
				s.stop()
			}
		case <-ctx.Done():
			wait, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			defer cancel()
			err := srv.Shutdown(wait)
			s.clear()
			return err
		}
	}
}

func (s *Server) log(line string) {
	if s.opt.Log != nil {
		s.opt.Log(line)
	}
}

func (s *Server) idle() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opt.Idle > 0 && time.Since(s.seen) > s.opt.Idle
}

// clear removes all uploads.
func (s *Server) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, x := range s.sessions {
		x.mu.Lock()
		s.discard(x)
		x.mu.Unlock()
		delete(s.sessions, id)
	}
}
