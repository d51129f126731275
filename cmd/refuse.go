package cmd

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"ziping/cmd/door"
	"ziping/cmd/writer"
	"ziping/xlsx"
)

// passing reports that something of a unit could not be read for a reason that
// lies outside its files: a disk, a lock, a permission. What an earlier run made
// of the unit may still be right.
func passing(err error) bool {
	return err != nil && slices.ContainsFunc(flatten(err), func(e error) bool {
		var refused *door.Error
		return errors.As(e, &refused) && refused.Passing()
	})
}

// readFile reads a whole input file, within the limits of its kind.
func readFile(d *door.Door, path string, k door.Kind) ([]byte, error) {
	data, err := d.Read(path, k)
	if err != nil {
		return nil, inputError(path, err)
	}
	return data, nil
}

// inputError says in Chinese why an input cannot be opened.
func inputError(path string, err error) error {
	var refused *door.Error
	if !errors.As(err, &refused) {
		refused = door.System(path, err)
	}
	tell := func(code int, hint, format string, args ...any) error {
		return tellOf(refused, code, hint, format, args...)
	}
	switch refused.Why {
	case door.Missing:
		return tell(exitFailure, "请检查路径；名字里有空格时，整个路径要加英文引号", "找不到“%s”", path)
	case door.Denied:
		return tell(exitFailure, "请关闭占用它的程序，或请管理员给读取权限", "没有权限读取“%s”", path)
	case door.Folder:
		return tell(exitFailure, "请写文件名", "“%s”是文件夹，不是文件", path)
	case door.Irregular:
		return tell(exitFailure, "请先把内容存成文件", "“%s”不是普通文件（是管道或设备）", path)
	case door.TooLarge:
		return &xlsx.Error{Rule: "import/unreadable", File: filepath.Base(path), Offset: -1,
			Cause: "文件超过 " + size(refused.Limit) + "，不像这里要的文件", Cure: "请确认没有选错；工作簿请删去图片和无关的工作表后另存再试"}
	case door.TooDeep:
		return tell(exitUsage, "请检查这一行的缩进和括号", "“%s”第 %d 行嵌套太深（超过 %d 层）", path, refused.Line, refused.Limit)
	case door.TooMany:
		return tell(exitUsage, "请把数据分成几份", "“%s”的数据太多（超过 %d 个值）", path, refused.Limit)
	case door.TooLong:
		return tell(exitUsage, "请确认没有选错文件；词表和规则文件一般只有几百行", "“%s”超过 %d 行", path, refused.Limit)
	case door.Alias:
		return tell(exitUsage, "请把内容直接写在这里；“&”“*”开头的文字请加引号", "“%s”第 %d 行用了 YAML 的锚点或引用，这里不能用", path, refused.Line)
	}
	if tell := archiveErrors[refused.Why]; tell.cause != "" {
		return &xlsx.Error{Rule: "import/unreadable", File: filepath.Base(path), Offset: -1, Cause: tell.cause, Cure: tell.cure}
	}
	return tell(exitFailure, "文件可能被别的程序独占，请关闭 Excel 或 WPS 后再试", "读取“%s”失败：%s", path, reason(err))
}

// archiveErrors say why an archive is not opened, and what to do.
var archiveErrors = map[door.Why]struct{ cause, cure string }{
	door.Torn:      {"压缩包打不开：不完整，或不是 zip 格式", "请重新压缩或重新发送；也可以先解压再放进文件夹"},
	door.Unsafe:    {"压缩包里有不安全的文件名（指向包外、是链接或重名），整个包没有打开", "请确认来源；先解压，只把要用的工作簿放进文件夹"},
	door.Crowded:   {"压缩包里的文件太多，没有打开", "请先解压，只把要用的工作簿放进文件夹"},
	door.Bomb:      {"压缩包解开后大得不正常，没有打开", "请确认来源；先解压，只把要用的工作簿放进文件夹"},
	door.Encrypted: {"压缩包设了密码，打不开", "请先解压再放进文件夹，或请报送单位去掉密码重新压缩"},
}

func size(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d KB", n>>10)
}

// outputError says in Chinese why outputs cannot be written; other errors it
// leaves as they are.
func outputError(err error) error {
	if err == nil {
		return nil
	}
	var all []error
	for _, e := range flatten(err) {
		var refused *writer.Error
		if errors.As(e, &refused) {
			e = oneOutputError(refused)
		}
		all = append(all, e)
	}
	if len(all) == 1 {
		return all[0]
	}
	return &exitError{exitOutput, errors.Join(all...)}
}

// stdoutName is what a message calls the standard output.
const stdoutName = "标准输出"

func oneOutputError(e *writer.Error) error {
	tell := func(hint, format string, args ...any) error { return tellOf(e, exitOutput, hint, format, args...) }
	folder := filepath.Dir(e.Path)
	switch e.Why {
	case writer.IsInput:
		if e.As == e.Path {
			return tell("请用 -o 写另一个文件名", "输出“%s”就是输入文件，ziping 从不修改输入", e.Path)
		}
		return tell("请用 -o 写另一个文件名", "输出“%s”就是输入文件“%s”，ziping 从不修改输入", e.Path, e.As)
	case writer.IsFolder:
		return tell("请用 -o 写一个文件名", "输出“%s”已是一个文件夹", e.Path)
	case writer.IsFile:
		return tell("请用 -o 写另一个文件夹名", "“%s”是文件，不是文件夹", e.Path)
	case writer.Irregular:
		return tell("请用 -o 写一个文件名", "输出“%s”不是普通文件（是管道或设备）", e.Path)
	case writer.Foreign:
		return tell("请把它改名或移走，或用 -o 换一个文件名；确认可以覆盖时加 --force", "“%s”已存在，而且不是 ziping 写的或之后有人改过", e.Path)
	case writer.NoFolder:
		return tell("请先建好文件夹，或用 -o 写到别处", "输出“%s”所在的文件夹不存在", e.Path)
	case writer.FolderDenied:
		return tell("请用 -o 写到别处，或请管理员给写入权限", "文件夹“%s”不允许写入（%s），“%s”写不了", folder, reason(e.Err), filepath.Base(e.Path))
	case writer.InUse:
		return tell("请关闭打开着它的 Word 或 WPS 后再运行一次，或用 -o 写到别处", "“%s”正被别的程序打开，没有换成新的", e.Path)
	case writer.Locked:
		return tellOf(e, exitLocked, "请等它做完，或用 -o 写到别的文件夹", "另一个 ziping 正在写“%s”", e.Path)
	}
	if e.Path == stdoutName {
		return tell("可以用 -o 写到文件", "“%s”写不了：%s", e.Path, reason(e.Err))
	}
	return tell("请检查路径和磁盘空间，或用 -o 写到别处", "“%s”写不了：%s", e.Path, reason(e.Err))
}
