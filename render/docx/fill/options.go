package fill

import (
	"context"
	"time"
	"ziping/render/docx/lang"
)

// A MissingPolicy says what becomes of a tag whose field the data does not have.
type MissingPolicy int

const (
	MissingError MissingPolicy = iota // an error, all at once, and nothing is written
	MissingEmpty                      // no text
	MissingKeep                       // the tag stays as it is
)

// A Option changes how Fill writes.
type Option func(*fillOptions)

type fillOptions struct {
	ctx         context.Context // nil for one that is never done
	application string          // for docProps/app.xml; empty leaves it as it is
	missing     MissingPolicy
	dropControl bool
	author      string
	date        time.Time
	maxComments int
	pictures    func(name string) (lang.Picture, error)
}

// Context ends Fill with the context's error when it is done; nothing is written then.
func Context(ctx context.Context) Option { return func(o *fillOptions) { o.ctx = ctx } }

// Missing sets what becomes of tags whose field is missing. The default is MissingError.
func Missing(p MissingPolicy) Option { return func(o *fillOptions) { o.missing = p } }

// DropControlCharacters leaves out characters that XML cannot hold. Without it they are an error, ZP-T041.
func DropControlCharacters() Option { return func(o *fillOptions) { o.dropControl = true } }

// CommentsBy sets the author and date of the comments written. Without a date they have none, which keeps the
// output the same from day to day.
func CommentsBy(author string, date time.Time) Option {
	return func(o *fillOptions) { o.author, o.date = author, date }
}

// MaxComments bounds how many comments are written; what is over the bound is left out. The default is 300; Word
// itself opens no document with more than 32,767 ([MS-OI29500] 2.1.315).
func MaxComments(n int) Option {
	return func(o *fillOptions) { o.maxComments = min(max(n, 0), 30000) }
}

// Pictures lets a {{图片 x}} whose value is a string name a file: open returns its content. Without it only Picture
// values are placed.
func Pictures(open func(name string) (lang.Picture, error)) Option {
	return func(o *fillOptions) { o.pictures = open }
}
