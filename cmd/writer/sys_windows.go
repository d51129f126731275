package writer

import (
	"errors"

	"golang.org/x/sys/windows"
)

// syncDir: NTFS writes names through its log.
func syncDir(string) error { return nil }

// inUse reports that a name could not be replaced because a program holds the
// file: Word and WPS keep a document from being replaced while it is open. The
// folder itself can be written to, or there would be no temporary file.
func inUse(err error) bool {
	for _, e := range []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_ACCESS_DENIED, windows.ERROR_USER_MAPPED_FILE} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// hide keeps a folder out of sight. That it cannot is no reason not to work.
func hide(path string) {
	if name, err := windows.UTF16PtrFromString(path); err == nil {
		_ = windows.SetFileAttributes(name, windows.FILE_ATTRIBUTE_DIRECTORY|windows.FILE_ATTRIBUTE_HIDDEN)
	}
}

// readOnly reports a disk that takes nothing.
func readOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// stillActive is the exit code of a process that has none yet.
const stillActive = 259

// alive reports that a process of this machine may still run.
func alive(pid int) bool {
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return !errors.Is(err, windows.ERROR_INVALID_PARAMETER) // no such process
	}
	defer windows.CloseHandle(h)
	var code uint32
	return windows.GetExitCodeProcess(h, &code) != nil || code == stillActive
}
