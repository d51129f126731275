// Package plan compiles a template: it finds the tags in the parts, pairs them, decides from where they stand what a
// section repeats, and turns each part into a program of a few instructions that package fill runs.
//
//	t, err := plan.Compile(template) // err tells everything that is wrong, with places
//	problems := plan.Lint(template, lang.SchemaOf(data))
//
// A compiled [Template] is immutable. Every edit is an event on a byte range (program.go); a new one is a function that
// adds events. A new check of Lint is one more line in tagLints or partLints.
package plan
