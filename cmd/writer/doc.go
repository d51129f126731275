// Package writer puts every output of every command in its place.
//
// A Writer belongs to one run. It is asked for a file's whole content and
// either does all of it or leaves what was there:
//
//	w := writer.New(inputs)
//	err := w.Write(writer.File{Path: "核对结果.html"}, page)
//
// What it will not touch. An input of the run, however the path is spelled: the
// Inputs that New is given know them. A folder, a device, a pipe. What a person
// has worked on, unless File.Force says so: a file may be replaced when its
// bytes are those that ziping wrote. Three proofs of that are known, and one is
// enough: the file carries the hash of itself (a seal, see seal.go: packages and
// pages have room for one), the result folder's ledger lists its hash, or the
// user's does (text and JSON that were written one by one).
//
// How it writes. Content goes to a temporary file beside its place, is synced,
// renamed, and the folder is synced: after a fault or a loss of power the place
// holds the old content or the new. A file that has the very content already is
// left alone. Temporary files carry their owner's machine and process in their
// names, so that the next run removes those of owners that are gone and no
// others.
//
// Hold locks a result folder for one run and opens its ledger. Both lie in the
// folder .ziping, the only one there that is no result; the caller keeps there what
// its next run needs (Keep). What lies there depends on the results alone once a run
// is through.
//
// The package knows files; what is in them, and how a failure is told, is the
// caller's. Every failure is an *Error.
package writer
