package model

import "testing"

func TestThousands(t *testing.T) {
	for in, want := range map[string]string{
		"0.00": "0.00", "999": "999", "1000": "1,000", "-1000.5": "-1,000.5", "-100": "-100",
		"123456": "123,456", "1234567.8901": "1,234,567.8901",
	} {
		if got := Thousands(in); got != want {
			t.Errorf("Thousands(%q) = %q, want %q", in, got, want)
		}
	}
}
