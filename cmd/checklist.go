package cmd

import (
	"path/filepath"

	"ziping/xlsx/write/mend"
)

// checklist is a result's findings as 核对清单 lists them; out is the folder the
// list will lie in.
func checklist(r result, out string) mend.Unit {
	list := r.unit(reportOptions{}).Mend()
	dir := r.path
	if isWorkbook(filepath.Base(dir)) {
		dir = filepath.Dir(dir)
	}
	rel, err := relativeTo(out, dir)
	if err != nil {
		list.NoLinks = true
		return list
	}
	if rel != "." {
		list.Dir = filepath.ToSlash(rel)
	}
	return list
}

func relativeTo(from, to string) (string, error) {
	absFrom, err := filepath.Abs(from)
	if err != nil {
		return "", err
	}
	absTo, err := filepath.Abs(to)
	if err != nil {
		return "", err
	}
	return filepath.Rel(absFrom, absTo)
}
