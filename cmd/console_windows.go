package cmd

import (
	"fmt"
	"io"
	"unsafe"

	"golang.org/x/sys/windows"
)

// ownConsole reports that the console window belongs to this process alone: it
// was opened by a double click or a drop and closes with it.
func ownConsole() bool {
	proc := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	if proc.Find() != nil {
		return false
	}
	var ids [2]uint32
	n, _, _ := proc.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}

// openFolder shows a folder of results in the file manager.
func openFolder(dir string) {
	name, err := windows.UTF16PtrFromString(dir)
	if err == nil {
		_ = windows.ShellExecute(0, nil, name, nil, nil, windows.SW_SHOWNORMAL)
	}
}

// openURL opens the browser; where there is none, the address was printed.
func openURL(url string) { openFolder(url) }

// waitForEnter keeps the window open until the user has read it.
func waitForEnter(in io.Reader, w io.Writer) {
	fmt.Fprint(w, "\n按回车键关闭本窗口……")
	_, _ = in.Read(make([]byte, 1))
}
