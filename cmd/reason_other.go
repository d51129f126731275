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
	syscall.EXDEV:        "它和临时文件不在同一个磁盘上",
	syscall.EPERM:        "系统不允许",
	syscall.EACCES:       "没有权限",
	syscall.ENOENT:       "它不在了",
	syscall.EEXIST:       "同名的东西已经存在",
	syscall.ENOTEMPTY:    "文件夹不是空的",
	syscall.ENXIO:        "设备不存在",
	syscall.ENODEV:       "设备不存在",
	syscall.EAGAIN:       "它暂时不能用",
	syscall.EINTR:        "操作被打断",
	syscall.ENOMEM:       "内存不够",
	syscall.ENFILE:       "打开的文件太多",
	syscall.EMLINK:       "文件夹里的东西太多",
	syscall.EPIPE:        "接收输出的程序已经结束",
	syscall.EBADF:        "文件已被关闭",
	syscall.EINVAL:       "磁盘不支持这个操作",
	syscall.ENOTSUP:      "磁盘不支持这个操作",
	syscall.ENOSYS:       "磁盘不支持这个操作",
	syscall.ESPIPE:       "磁盘不支持这个操作",
	syscall.ENOLCK:       "磁盘不支持加锁",
	syscall.EDEADLK:      "磁盘不支持加锁",
	syscall.EOVERFLOW:    "文件太大",
	syscall.ECONNRESET:   "网络共享已断开",
	syscall.ECONNREFUSED: "网络共享没有应答",
	syscall.ENOTCONN:     "网络共享已断开",
	syscall.EHOSTDOWN:    "网络共享没有应答",
	syscall.EHOSTUNREACH: "网络共享没有应答",
	syscall.ENETDOWN:     "网络不通",
	syscall.ENETUNREACH:  "网络不通",
}
