package notices_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"ziping/cmd/notices"
	"ziping/cmd/notices/linked"
)

// TestLinked: the list is what is linked, no more and no less.
func TestLinked(t *testing.T) {
	modules, err := linked.Modules("ziping/cmd/ziping")
	if err != nil {
		t.Skip("go list does not run here:", err)
	}
	want := []string{"std -"}
	for _, m := range modules {
		want = append(want, m.Path+" "+m.Version)
	}
	var got []string
	for _, m := range notices.Modules() {
		got = append(got, m.Path+" "+m.Version)
		if !slices.Contains(notices.Allowed, m.Licence) {
			t.Errorf("%s: licence %q is not allowed", m.Path, m.Licence)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("licences.txt lists\n%s\nlinked are\n%s\nrun go generate ./cmd/notices", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestTexts: below each module's line stands a text.
func TestTexts(t *testing.T) {
	for _, part := range strings.Split(notices.Text(), notices.Mark)[1:] {
		head, body, _ := strings.Cut(part, "\n")
		if len(body) < 400 || !strings.Contains(body, "opyright") {
			t.Errorf("%s: no licence of %d bytes", head, len(body))
		}
	}
}

// TestReleases: what is built for a release is what the list was made for.
func TestReleases(t *testing.T) {
	config, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, system := range linked.Systems {
		goos, arch, _ := strings.Cut(system, "/")
		if !strings.Contains(string(config), "- "+goos+"_"+arch) {
			t.Errorf("%s is not built, or not as %s_%s", system, goos, arch)
		}
	}
	if n := strings.Count(string(config), "      - windows_") + strings.Count(string(config), "      - linux_") + strings.Count(string(config), "      - darwin_"); n != len(linked.Systems) {
		t.Errorf("%d targets are built, the licences are of %d", n, len(linked.Systems))
	}
}
