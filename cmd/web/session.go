package web

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"ziping/model"
)

// A session is one browser at the desk. Its fields belong to who holds mu.
type session struct {
	mu      sync.Mutex
	seen    time.Time // guarded by the server's lock
	in      Input
	dir     string // of uploads in the tray, "" for none
	have    bool   // something was judged
	out     Outcome
	before  *Outcome // of the run before, of the same input
	settled []settled
	fault   string // what was wrong with the last request, shown once
}

// open begins a session; it starts with the paths of the command line. The session that nobody has used for the longest time
// makes room when there are too many.
func (s *Server) open() string {
	id := secret()
	x := &session{seen: time.Now(), in: Input{Paths: s.opt.Paths, Beside: len(s.opt.Paths) > 0}}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sessions) >= maxSessions {
		oldest := ""
		for k, o := range s.sessions {
			if oldest == "" || o.seen.Before(s.sessions[oldest].seen) {
				oldest = k
			}
		}
		if o := s.sessions[oldest]; o.mu.TryLock() {
			s.discard(o)
			o.mu.Unlock()
		}
		delete(s.sessions, oldest)
	}
	s.sessions[id] = x
	return id
}

// discard removes the uploads of a session. The caller holds x.mu.
func (s *Server) discard(x *session) {
	if x.dir != "" {
		if err := s.tray.Drop(x.dir); err != nil {
			s.log("临时文件没有删掉，下次启动时再删。")
		}
		x.dir = ""
	}
}

var errBusy = errors.New("正在核对的太多了，请稍等一会儿再试")

// judge runs the input of a session. The caller holds x.mu. At most maxJobs run at a time; who comes then waits its turn.
func (s *Server) judge(ctx context.Context, x *session) error {
	s.mu.Lock()
	if s.waiting >= maxSessions {
		s.mu.Unlock()
		return errBusy
	}
	s.waiting++
	s.mu.Unlock()
	defer func() { s.mu.Lock(); s.waiting--; s.mu.Unlock() }()
	select {
	case s.jobs <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.jobs }()
	in := x.in
	in.Answers = map[string][]Answered{}
	for _, a := range x.settled {
		in.Answers[a.unit] = append(in.Answers[a.unit], a.Answered)
	}
	before := x.out
	x.out = s.desk.Judge(ctx, in)
	if x.before = nil; x.have {
		x.before = &before
	}
	x.have = true
	return nil
}

// A settled question is one that was answered here, with its answer.
type settled struct {
	unit string // its Key
	name string // what it is called
	Answered
}

// settle keeps an answer in place of an earlier one to the same question.
func (x *session) settle(u Unit, q model.Question, a model.Answer) {
	x.settled = slices.DeleteFunc(x.settled, func(s settled) bool { return s.unit == u.Key && s.Answer.ID == a.ID })
	x.settled = append(x.settled, settled{u.Key, u.Name, Answered{q, a}})
}
