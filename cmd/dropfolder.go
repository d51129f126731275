package cmd

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"ziping/cmd/writer"
)

// writeResult writes a result; one that a person worked on, or has open, stays
// as it is, and the new one goes beside it.
func writeResult(s *job, path string, force bool, data []byte) (where string, err error) {
	return writeBeside(s, path, force, data, 1)
}

// writeBeside begins with the nth name: 2 leaves the first alone.
func writeBeside(s *job, path string, force bool, data []byte, n int) (where string, err error) {
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	const most = 9
	for ; ; n++ {
		target := path
		if n > 1 {
			target = stem + "（新）" + ext
		}
		if n > 2 {
			target = fmt.Sprintf("%s（新%d）%s", stem, n-1, ext)
		}
		err = s.writer.Write(writer.File{Path: target, Force: force}, data)
		var refused *writer.Error
		taken := errors.As(err, &refused) && (refused.Why == writer.Foreign || refused.Why == writer.InUse || refused.Why == writer.IsFolder)
		if err == nil && n > 1 {
			printf(s.err, "“%s”有人改过或正开着，没有动；新的写在“%s”。\n", oneLine(filepath.Base(path)), oneLine(filepath.Base(target)))
		}
		if !taken || n == most {
			return target, outputError(err)
		}
	}
}

// resultFolder makes the folder of results beside what was dropped, or, where
// that cannot be, in the user's 文档, and says so.
func resultFolder(s *job, dropped, name string) (string, error) {
	abs, err := filepath.Abs(dropped)
	if err != nil {
		return "", inputError(dropped, err)
	}
	out := filepath.Join(filepath.Dir(abs), name+resultSuffix)
	err = s.writer.Mkdir(out)
	if err == nil && s.writer.Writable(out) {
		return out, nil
	}
	folder := documents()
	if folder == "" {
		return "", outputError(&writer.Error{Path: out, Why: writer.FolderDenied, Err: err})
	}
	elsewhere := filepath.Join(folder, "ziping", name+resultSuffix)
	if second := s.writer.Mkdir(elsewhere); second != nil {
		return "", outputError(second)
	}
	printf(s.err, "“%s”不允许写入，结果改放在“%s”。\n", oneLine(filepath.Dir(abs)), oneLine(elsewhere))
	return elsewhere, nil
}

// showFolder opens the results when the window is the program's own.
func showFolder(_ *job, dir string) {
	if ownConsole() {
		openFolder(dir)
	}
}
