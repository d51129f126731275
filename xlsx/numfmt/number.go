package numfmt

// IsNumber accepts the decimal texts that stored numbers are written in: those of
// xsd:double without NaN and INF, which no workbook stores.
func IsNumber(b []byte) bool {
	i := 0
	if i < len(b) && (b[i] == '-' || b[i] == '+') {
		i++
	}
	whole := digits(b[i:])
	i += whole
	frac := 0
	if i < len(b) && b[i] == '.' {
		i++
		frac = digits(b[i:])
		i += frac
	}
	if whole+frac == 0 {
		return false
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		i++
		if i < len(b) && (b[i] == '-' || b[i] == '+') {
			i++
		}
		n := digits(b[i:])
		if n == 0 || n > 3 {
			return false
		}
		i += n
	}
	return i == len(b)
}

func digits(b []byte) int {
	n := 0
	for n < len(b) && '0' <= b[n] && b[n] <= '9' {
		n++
	}
	return n
}
