//go:build !windows

package cmd

import "io"

// ownConsole is a question only Windows asks.
func ownConsole() bool { return false }

func waitForEnter(io.Reader, io.Writer) {}
