package door

import "bytes"

// The limits of texts. A profile has three levels, a rule set four; the
// parser of YAML is recursive, takes 40 KB for each level, and looks for each key
// among all others: 8,000 take it a second; the built-in profile has 1,200 lines. The parser of
// JSON stops at 10,000 levels, the template engine needs one for each loop.
const (
	maxLevels = 40
	maxIndent = 4 * maxLevels
	maxLines  = 8 << 10
	maxValues = 1 << 20
)

// yamlShape looks at the bytes, whatever their encoding: the signs that nest
// are the same in UTF-8, GB18030 and, but for zeros, UTF-16. Brackets in quoted
// text count like others; no rule set has forty.
func yamlShape(data []byte) *Error {
	data = bytes.ReplaceAll(data, []byte{0}, nil)
	open, line := 0, 0
	for text := range bytes.Lines(data) {
		if line++; line > maxLines {
			return &Error{Why: TooLong, Line: line, Limit: maxLines}
		}
		if bytes.HasPrefix(bytes.TrimLeft(text, " \t"), []byte("#")) {
			continue
		}
		lead := len(text) - len(bytes.TrimLeft(text, " \t-?:"))
		marks := lead - bytes.Count(text[:lead], []byte(" ")) - bytes.Count(text[:lead], []byte("\t"))
		balance := open
		for _, b := range text {
			switch b {
			case '[', '{':
				balance++
			case ']', '}':
				balance = max(0, balance-1)
			}
			if balance > maxLevels {
				return &Error{Why: TooDeep, Line: line, Limit: maxLevels}
			}
		}
		open = balance
		if lead > maxIndent || marks > maxLevels {
			return &Error{Why: TooDeep, Line: line, Limit: maxLevels}
		}
		if hasAnchor(text) {
			return &Error{Why: Alias, Line: line}
		}
	}
	return nil
}

// hasAnchor reports an anchor or alias (YAML 1.2.2, 6.9.2 and 7.1): & or *
// where a value begins, with a name behind it. Texts like “A & B” and “3*4”
// have none.
func hasAnchor(line []byte) bool {
	quote := byte(0)
	for i, b := range line {
		switch {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case (b == '"' || b == '\'') && begins(line, i):
			quote = b
		case b == '#' && i > 0 && (line[i-1] == ' ' || line[i-1] == '\t'):
			return false
		case (b == '&' || b == '*') && begins(line, i) && i+1 < len(line) && !bytes.ContainsRune([]byte(" \t\r\n*,]}"), rune(line[i+1])):
			return true
		}
	}
	return false
}

// begins reports that a value can begin at i: after nothing, an indicator and
// a blank, or an opening bracket or comma.
func begins(line []byte, i int) bool {
	before := bytes.TrimRight(line[:i], " \t")
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1]
	blank := len(before) < i
	return last == '[' || last == '{' || last == ',' || blank && (last == ':' || last == '-' || last == '?')
}

// jsonShape counts levels and values outside of strings.
func jsonShape(data []byte) *Error {
	level, values, line := 0, 1, 1
	quoted := false
	for i := 0; i < len(data); i++ {
		switch b := data[i]; {
		case b == '\n':
			line++
		case quoted && b == '\\':
			i++
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '[', b == '{':
			if level++; level > maxLevels {
				return &Error{Why: TooDeep, Line: line, Limit: maxLevels}
			}
			values++
		case b == ']', b == '}':
			level--
		case b == ',':
			if values++; values > maxValues {
				return &Error{Why: TooMany, Line: line, Limit: maxValues}
			}
		}
	}
	return nil
}
