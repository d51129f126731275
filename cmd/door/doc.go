// Package door opens every file that comes from outside, and remembers it.
//
// A name on a command line can stand for anything: a pipe on which a reader
// waits for ever, a disk, a folder, four gigabytes, a text of a hundred
// thousand brackets that takes its parser down. Read lets in what a Kind says
// and refuses the rest, before a byte of it is understood:
//
//	d := door.New()
//	data, err := d.Read("高台县/资金表.xlsx", door.Workbook)
//	var refused *door.Error
//	if errors.As(err, &refused) && refused.Passing() {
//		// the disk, a lock, a permission: next time it may be readable
//	}
//
// What has been let in, or was found and will be, is an input of the run, and
// the one that writes asks Input before it touches a file: by identity, so that
// links, hard links, short names and every spelling the system itself resolves
// are one, and by folded name, so that two names that are one on another system
// are one here.
//
//	d.Input("高台县/../高台县/资金表.XLSX") // "高台县/资金表.xlsx", true
//
// The package knows files and the shape of YAML and JSON; it knows nothing of
// workbooks or budgets, and says nothing to a user.
package door
