package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"ziping/model"
	"ziping/xlsx"
)

// printf is the only way a command writes text that was asked for, besides
// handing the writer to render. What it is given is shown, never obeyed.
func printf(w io.Writer, format string, args ...any) {
	for i, a := range args {
		switch a := a.(type) {
		case string:
			args[i] = model.Visible(a)
		case error:
			args[i] = model.Visible(a.Error())
		}
	}
	fmt.Fprintf(w, format, args...)
}

// oneLine is a name from outside as a message shows it: what a terminal would
// obey or nobody would see is spelled out, line breaks too.
func oneLine(name string) string { return lineBreaks.Replace(model.Visible(name)) }

var lineBreaks = strings.NewReplacer("\n", "〔U+000A〕", "\t", "〔U+0009〕")

// shown makes one line of every text that a message is put together from.
func shown(args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = oneLine(s)
		}
	}
	return args
}

// A sink remembers that something printed did not arrive.
type sink struct {
	io.Writer
	err error // the first
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.Writer.Write(p)
	if err == nil {
		return n, nil
	}
	if s.err == nil {
		s.err = err
	}
	return n, s.err // one failure, however often it is met
}

// printError writes every failure that err joins: place and cause on one line,
// what to do on the next.
func printError(w io.Writer, err error) {
	for _, e := range flatten(err) {
		if code, ok := e.(*exitError); ok && code.err == nil { // everything has been said
			continue
		}
		var fault *xlsx.Error
		var hint *hintError
		switch {
		case errors.As(e, &fault):
			printf(w, "错误：%s%s\n", faultPlace(fault), sentence(fault.Cause))
			printHint(w, fault.Cure)
		case errors.As(e, &hint):
			printf(w, "错误：%s\n", sentence(hint.Error()))
			printHint(w, hint.hint)
		default:
			printf(w, "错误：%s\n", sentence(e.Error()))
		}
	}
}

func printHint(w io.Writer, hint string) {
	if hint != "" {
		printf(w, "  办法：%s\n", sentence(hint))
	}
}

// sentence ends s with a full stop unless it ends with some mark already.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, "\n") || strings.ContainsRune("。！？：…", []rune(s)[len([]rune(s))-1]) {
		return s
	}
	return s + "。"
}

func faultPlace(f *xlsx.Error) string {
	var b strings.Builder
	if f.File != "" {
		b.WriteString("[" + oneLine(f.File) + "]")
	}
	b.WriteString(oneLine(f.Sheet))
	if f.Sheet != "" && f.Cell != "" {
		b.WriteByte('!')
	}
	b.WriteString(f.Cell)
	if b.Len() > 0 {
		b.WriteString("：")
	}
	return b.String()
}

// fileOf is the file behind a stream, nil when there is none.
func fileOf(w io.Writer) *os.File {
	if s, ok := w.(*sink); ok {
		w = s.Writer
	}
	f, _ := w.(*os.File)
	return f
}

// isTerminal reports that w is a terminal a person looks at.
func isTerminal(w io.Writer) bool {
	f := fileOf(w)
	return f != nil && term.IsTerminal(int(f.Fd()))
}

// useColor follows NO_COLOR (no-color.org).
func useColor(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// terminalWidth is the width of the terminal in columns, 0 when w is none.
func terminalWidth(w io.Writer) int {
	f := fileOf(w)
	if f == nil {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
