package writer

import (
	"strings"
	"unicode/utf8"
)

// longest is the length of a name in bytes that leaves room, in the 255 that
// file systems give, for what is added to it: _绩效自评报告.docx, （新）, (2).
const longest = 180

// SafeName makes a name usable as a file name on every system: characters and
// device names that Windows refuses are replaced, so are marks that reorder
// what a person reads, and what is too long is cut between characters.
func SafeName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r == utf8.RuneError || unseen(r) || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, name)
	clean = strings.Trim(clean, " .")
	stem, _, _ := strings.Cut(strings.ToUpper(clean), ".")
	if clean == "" || reserved[strings.TrimSpace(stem)] {
		clean = "_" + clean
	}
	return strings.TrimRight(cut(clean, longest), " .")
}

// unseen are the marks of direction and the like, which have no shape.
func unseen(r rune) bool {
	return r == 0x061C || r == 0x200B || r == 0x200E || r == 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r == 0xFEFF
}

// cut is the start of s, at most n bytes, without half a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// reserved are the device names of Windows.
var reserved = func() map[string]bool {
	names := map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true, "CONIN$": true, "CONOUT$": true}
	for _, digit := range "123456789¹²³" {
		names["COM"+string(digit)], names["LPT"+string(digit)] = true, true
	}
	return names
}()
