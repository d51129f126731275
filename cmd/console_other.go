//go:build !windows

package cmd

import (
	"io"
	"os/exec"
	"runtime"
)

// ownConsole is a question only Windows asks.
func ownConsole() bool { return false }

// openFolder shows a folder of results on the desktop; here it is left to the user.
func openFolder(string) {}

// openURL opens the browser that the desktop names; where there is none, the address was printed.
func openURL(url string) {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	cmd := exec.Command(name, url)
	if cmd.Start() == nil {
		go func() { _ = cmd.Wait() }() // it ends when it likes
	}
}

func waitForEnter(io.Reader, io.Writer) {}
