package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"ziping/xlsx"
)

// printf is the only way a command writes text that was asked for, besides
// handing the writer to render.
func printf(w io.Writer, format string, args ...any) {
	fmt.Fprintf(w, format, args...)
}

// printError writes every failure that err joins: place and cause on one line,
// what to do on the next.
func printError(w io.Writer, err error) {
	for _, e := range flatten(err) {
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
		b.WriteString("[" + f.File + "]")
	}
	b.WriteString(f.Sheet)
	if f.Sheet != "" && f.Cell != "" {
		b.WriteByte('!')
	}
	b.WriteString(f.Cell)
	if b.Len() > 0 {
		b.WriteString("：")
	}
	return b.String()
}

// flatten takes joined errors apart, in order.
func flatten(err error) []error {
	var code *exitError
	if errors.As(err, &code) && code.err != nil && code == err {
		err = code.err
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, flatten(e)...)
	}
	return all
}

// isTerminal reports that w is a terminal a person looks at.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// useColor follows NO_COLOR (no-color.org).
func useColor(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// terminalWidth is the width of the terminal in columns, 0 when w is none.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
