package door

import (
	"io/fs"
	"os"
)

const flags = os.O_RDONLY

// identity is left to os.SameFile, which asks the system when it must.
func identity(fs.FileInfo) (any, bool) { return nil, false }
