//go:build !windows

package cmd

import (
	"os"
	"path/filepath"
	"strings"

	"ziping/cmd/door"
)

// documents is the user's folder 文档, "" when there is none: what the desktop
// calls so (xdg-user-dirs), else the folder of that name, else the home folder.
func documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	config, err := os.UserConfigDir()
	if err == nil {
		var look *door.Door
		data, _ := look.Read(filepath.Join(config, "user-dirs.dirs"), door.Plain)
		for line := range strings.Lines(string(data)) {
			value, ok := strings.CutPrefix(strings.TrimSpace(line), "XDG_DOCUMENTS_DIR=")
			if dir := strings.Replace(strings.Trim(value, `"`), "$HOME", home, 1); ok && filepath.IsAbs(dir) {
				return dir
			}
		}
	}
	for _, name := range []string{"文档", "Documents"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}
