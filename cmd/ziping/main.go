// Command ziping reads the workbooks of a budget project, checks them, and
// fills the Word report of its self-evaluation (绩效自评报告).
package main

import (
	"os"

	"ziping/cmd"
)

func main() { os.Exit(cmd.Main()) }
