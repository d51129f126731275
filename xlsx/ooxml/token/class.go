package token

// Classes of bytes. Bytes from 0x80 are name bytes here and are checked with
// the name; they are never plain text, which sends text to the slow path.
const (
	space = 1 << iota
	nameStart
	nameByte
	plainText  // ordinary character data
	plainValue // ordinary in an attribute value
	needsCare  // in text known to be UTF-8: control, reference, line end, ]]>, U+FFFE
)

var class = func() (t [256]uint8) {
	for c := range t {
		b := byte(c)
		switch {
		case 'A' <= b && b <= 'Z', 'a' <= b && b <= 'z', b == '_', b >= 0x80:
			t[c] |= nameStart | nameByte
		case '0' <= b && b <= '9', b == '-', b == '.', b == ':':
			t[c] |= nameByte
		}
		switch b {
		case ' ', '\t', '\n', '\r':
			t[c] |= space
		}
		printable := b >= 0x20 && b < 0x80 || b == '\t' || b == '\n'
		if printable && b != '<' && b != '&' && b != ']' {
			t[c] |= plainText
		}
		if printable && b != '<' && b != '&' && b != '"' && b != '\'' {
			t[c] |= plainValue
		}
		if b < 0x20 && b != '\t' && b != '\n' || b == '&' || b == ']' || b == '<' || b == 0xEF {
			t[c] |= needsCare
		}
	}
	return t
}()
