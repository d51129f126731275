//go:build !windows

package cmd

import "syscall"

// reasons are what a POSIX system answers when a file cannot be read or
// written.
var reasons = map[syscall.Errno]string{
	syscall.ENOSPC:       "磁盘已满",
	syscall.EDQUOT:       "磁盘配额已用完",
	syscall.EFBIG:        "超过了允许的文件大小",
	syscall.EROFS:        "磁盘是只读的",
	syscall.EIO:          "磁盘读写出错",
	syscall.EISDIR:       "它是一个文件夹",
	syscall.ENOTDIR:      "路径中间有一段不是文件夹",
	syscall.ENAMETOOLONG: "文件名或路径太长",
	syscall.ETXTBSY:      "它正被别的程序使用",
	syscall.EBUSY:        "它正被别的程序使用",
	syscall.EMFILE:       "打开的文件太多",
	syscall.ELOOP:        "快捷方式（链接）绕成了圈",
	syscall.ESTALE:       "网络共享已断开",
	syscall.ETIMEDOUT:    "网络共享没有应答",
}
