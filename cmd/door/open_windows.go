package door

import (
	"io/fs"
	"os"
)

func open(path string) (*os.File, error) { return os.Open(path) }

// identity is left to os.SameFile, which asks the system when it must.
func identity(fs.FileInfo) (any, bool) { return nil, false }
