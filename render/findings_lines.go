package render

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// This file lays text out in columns of a terminal, where a Chinese character
// takes two. Terminals disagree about the characters of ambiguous width (“”, ①,
// —), so nothing is ever aligned after one: foreign text comes last on a line.

// columnsOf is the number of columns of s, ambiguous characters counted as two.
func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
		return 2
	}
	return 1
}

// alignRows writes rows under heads, two columns apart. All but the last
// column are set to the right; the last one is not padded.
func alignRows(b *strings.Builder, indent string, heads []string, rows [][]string) {
	last := len(heads) - 1
	widths := make([]int, len(heads))
	all := append([][]string{heads}, rows...)
	for _, row := range all {
		for i, text := range row {
			widths[i] = max(widths[i], columnsOf(text))
		}
	}
	for _, row := range all {
		b.WriteString(indent)
		for i, text := range row {
			if i < last {
				b.WriteString(strings.Repeat(" ", widths[i]-columnsOf(text)))
			}
			b.WriteString(text)
			if i < last {
				b.WriteString("  ")
			}
		}
		b.WriteByte('\n')
	}
}

// padRight fills s with spaces to so many columns.
func padRight(s string, columns int) string {
	return s + strings.Repeat(" ", max(columns-columnsOf(s), 0))
}

// minWidth is the narrowest terminal lines are wrapped for.
const minWidth = 40

// wrapInto writes text after a lead, broken to lines of at most limit columns,
// the further ones indented to hang columns. A limit of 0 never breaks.
func wrapInto(b *strings.Builder, lead, text string, hang, limit int) {
	b.WriteString(lead)
	if limit == 0 || columnsOf(lead)+columnsOf(text) <= limit {
		b.WriteString(text)
		b.WriteByte('\n')
		return
	}
	limit = max(limit, minWidth)
	hang = min(hang, limit/2)
	used, gap, fresh := columnsOf(lead), 0, true
	for _, piece := range pieces(text) {
		word := strings.TrimRight(piece, " ")
		n := columnsOf(word)
		if used+gap+n > limit && !fresh {
			b.WriteByte('\n')
			used, gap = 0, hang
		}
		b.WriteString(strings.Repeat(" ", gap) + word)
		used += gap + n
		gap, fresh = len(piece)-len(word), false
	}
	b.WriteByte('\n')
}

const (
	noBreakBefore = "，。、；：！？）】》〉〕”’…%％"
	noBreakAfter  = "（【《〈〔“‘"
)

// pieces cuts text where a line may break: after a space, and around Chinese
// characters, but never before a closing mark or after an opening one.
func pieces(text string) []string {
	var out []string
	start := 0
	var before rune
	for i, r := range text {
		if i > 0 && mayBreak(before, r) {
			out = append(out, text[start:i])
			start = i
		}
		before = r
	}
	return append(out, text[start:])
}

func mayBreak(before, r rune) bool {
	switch {
	case r == ' ', strings.ContainsRune(noBreakBefore, r), strings.ContainsRune(noBreakAfter, before):
		return false
	case before == ' ':
		return true
	}
	return runeColumns(before) == 2 || runeColumns(r) == 2
}
