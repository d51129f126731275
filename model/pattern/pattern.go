// Package pattern holds regular expressions that are compiled when they are
// first used, so that a command pays for those it needs and no others:
//
//	var year = pattern.New(`20[0-9]{2}年`)
//
//	if year.MatchString(text) { … }
//
// The methods are those of package regexp. A wrong expression panics as
// regexp.MustCompile does: in a test binary at once, so that it cannot hide
// until somebody's file needs it.
package pattern

import (
	"os"
	"regexp"
	"strings"
	"sync"
)

// A Regexp is a regular expression, safe for concurrent use.
type Regexp struct {
	expr string
	once sync.Once
	re   *regexp.Regexp
}

// New takes an expression in the syntax of package regexp.
func New(expr string) *Regexp {
	r := &Regexp{expr: expr}
	if tested {
		r.get()
	}
	return r
}

var tested = len(os.Args) > 0 && strings.HasSuffix(strings.TrimSuffix(os.Args[0], ".exe"), ".test")

func (r *Regexp) get() *regexp.Regexp {
	r.once.Do(func() { r.re = regexp.MustCompile(r.expr) })
	return r.re
}

// Check tells what is wrong with an expression that was not written by us.
func Check(expr string) error {
	_, err := regexp.Compile(expr)
	return err
}

// Quote is an expression that matches the text and nothing else.
func Quote(text string) string { return regexp.QuoteMeta(text) }

// String is the expression.
func (r *Regexp) String() string { return r.expr }

func (r *Regexp) MatchString(s string) bool              { return r.get().MatchString(s) }
func (r *Regexp) FindString(s string) string             { return r.get().FindString(s) }
func (r *Regexp) FindStringIndex(s string) []int         { return r.get().FindStringIndex(s) }
func (r *Regexp) FindStringSubmatch(s string) []string   { return r.get().FindStringSubmatch(s) }
func (r *Regexp) FindStringSubmatchIndex(s string) []int { return r.get().FindStringSubmatchIndex(s) }
func (r *Regexp) FindSubmatch(b []byte) [][]byte         { return r.get().FindSubmatch(b) }
func (r *Regexp) Split(s string, n int) []string         { return r.get().Split(s, n) }
func (r *Regexp) ReplaceAll(b, with []byte) []byte       { return r.get().ReplaceAll(b, with) }
func (r *Regexp) ReplaceAllString(s, with string) string { return r.get().ReplaceAllString(s, with) }

// The All forms take the most matches to look for, -1 for all.
func (r *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	return r.get().FindAllSubmatch(b, n)
}
func (r *Regexp) FindAllString(s string, n int) []string { return r.get().FindAllString(s, n) }
func (r *Regexp) FindAllStringIndex(s string, n int) [][]int {
	return r.get().FindAllStringIndex(s, n)
}
func (r *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return r.get().FindAllStringSubmatch(s, n)
}
func (r *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return r.get().FindAllStringSubmatchIndex(s, n)
}
