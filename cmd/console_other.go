//go:build !windows

package cmd

import "io"

// ownConsole is a question only Windows asks.
func ownConsole() bool { return false }

// openFolder shows a folder of results on the desktop; here it is left to the user.
func openFolder(string) {}

func waitForEnter(io.Reader, io.Writer) {}
