package fill

import (
	"strings"
	"testing"
)

func TestWithApplication(t *testing.T) {
	element := "Application>ziping</Application>"
	for _, test := range []struct{ doc, want string }{
		{`<Properties xmlns="u"><Application>Microsoft Office Word</Application><Pages>1</Pages></Properties>`,
			`<Properties xmlns="u"><Application>ziping</Application><Pages>1</Pages></Properties>`},
		{`<Properties xmlns="u"><Application/><Pages>1</Pages></Properties>`,
			`<Properties xmlns="u"><Application>ziping</Application><Pages>1</Pages></Properties>`},
		{`<Properties xmlns="u"><Pages>1</Pages></Properties>`,
			`<Properties xmlns="u"><Pages>1</Pages><Application>ziping</Application></Properties>`},
		{`<Properties xmlns="u"/>`, `<Properties xmlns="u"><Application>ziping</Application></Properties>`},
		{`<p:Properties xmlns:p="u"></p:Properties>`, `<p:Properties xmlns:p="u"></p:Properties>`},
	} {
		if got := string(withApplication([]byte(test.doc), element)); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
	if got := string(withApplication([]byte(strings.Repeat("x", 3)), element)); got != "xxx" {
		t.Errorf("got %q", got)
	}
}
