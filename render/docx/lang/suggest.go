package lang

import (
	"strings"
)

// Nearest returns the candidate within a small edit distance of name, "" if none is near enough.
func Nearest(name string, candidates []string) string {
	best, bestD := "", 3
	want := []rune(name)
	for _, c := range candidates {
		r := []rune(c)
		if max(len(want), len(r)) < 2 {
			continue // every letter is near every other
		}
		limit := min(2, max(1, max(len(want), len(r))/2))
		short, long := name, c
		if len(short) > len(long) {
			short, long = long, short
		}
		d := editDistance(want, r, 3)
		if d > limit && len([]rune(short)) >= 2 && (strings.HasPrefix(long, short) || strings.HasSuffix(long, short) || nearTail(want, c)) {
			d = 2 // 年初预算 for 年初预算数额, 执行率 for 资金.执行率
		} else if d > limit {
			continue
		}
		if d < bestD || d == bestD && closer(len(name), c, best) {
			best, bestD = c, d
		}
	}
	if best == name {
		return ""
	}
	return best
}

// nearTail reports that what stands after the last point of c is one letter off
// want: 执行律 for 资金.执行率.
func nearTail(want []rune, c string) bool {
	i := strings.LastIndexByte(c, '.')
	return i >= 0 && len(want) >= 3 && editDistance(want, []rune(c[i+1:]), 2) < 2
}

// closer reports whether c is nearer in length to n bytes than best, or else before it.
func closer(n int, c, best string) bool {
	x, y := max(len(c)-n, n-len(c)), max(len(best)-n, n-len(best))
	return x < y || x == y && c < best
}

// editDistance is the Damerau–Levenshtein distance (adjacent letters swapped count once), cut off at limit.
func editDistance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return min(prev[len(b)], limit)
}
