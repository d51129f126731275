package cmd

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// reasons are what Windows answers when a file cannot be read or written.
var reasons = map[syscall.Errno]string{
	windows.ERROR_DISK_FULL:            "磁盘已满",
	windows.ERROR_HANDLE_DISK_FULL:     "磁盘已满",
	windows.ERROR_WRITE_PROTECT:        "磁盘是只读的",
	windows.ERROR_CRC:                  "磁盘读写出错",
	windows.ERROR_IO_DEVICE:            "磁盘读写出错",
	windows.ERROR_NOT_READY:            "磁盘没有准备好",
	windows.ERROR_DIRECTORY:            "路径中间有一段不是文件夹",
	windows.ERROR_INVALID_NAME:         "文件名里有不允许的字符",
	windows.ERROR_FILENAME_EXCED_RANGE: "文件名或路径太长",
	windows.ERROR_SHARING_VIOLATION:    "它正被别的程序使用",
	windows.ERROR_LOCK_VIOLATION:       "它正被别的程序使用",
	windows.ERROR_BAD_NETPATH:          "网络共享已断开",
	windows.ERROR_NETNAME_DELETED:      "网络共享已断开",
	windows.ERROR_SEM_TIMEOUT:          "网络共享没有应答",
}
