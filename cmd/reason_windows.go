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
	windows.ERROR_NOT_SAME_DEVICE:      "它和临时文件不在同一个磁盘上",
	windows.ERROR_ACCESS_DENIED:        "没有权限",
	windows.ERROR_PRIVILEGE_NOT_HELD:   "没有权限",
	windows.ERROR_FILE_NOT_FOUND:       "它不在了",
	windows.ERROR_PATH_NOT_FOUND:       "它不在了",
	windows.ERROR_ALREADY_EXISTS:       "同名的东西已经存在",
	windows.ERROR_FILE_EXISTS:          "同名的东西已经存在",
	windows.ERROR_DIR_NOT_EMPTY:        "文件夹不是空的",
	windows.ERROR_TOO_MANY_OPEN_FILES:  "打开的文件太多",
	windows.ERROR_NOT_ENOUGH_MEMORY:    "内存不够",
	windows.ERROR_OUTOFMEMORY:          "内存不够",
	windows.ERROR_FILE_TOO_LARGE:       "超过了允许的文件大小",
	windows.ERROR_DISK_QUOTA_EXCEEDED:  "磁盘配额已用完",
	windows.ERROR_BROKEN_PIPE:          "接收输出的程序已经结束",
	windows.ERROR_NO_DATA:              "接收输出的程序已经结束",
	windows.ERROR_INVALID_HANDLE:       "文件已被关闭",
	windows.ERROR_NOT_SUPPORTED:        "磁盘不支持这个操作",
	windows.ERROR_INVALID_FUNCTION:     "磁盘不支持这个操作",
	windows.ERROR_BAD_NET_NAME:         "网络共享已断开",
	windows.ERROR_NETWORK_UNREACHABLE:  "网络不通",
	windows.ERROR_HOST_UNREACHABLE:     "网络共享没有应答",
	windows.ERROR_VIRUS_INFECTED:       "杀毒软件不允许",
	windows.ERROR_VIRUS_DELETED:        "杀毒软件把它删掉了",
}
