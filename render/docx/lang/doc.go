// Package lang is the language of templates without their place in a document: what a tag says ([Parse]), conditions,
// formats, and the names and values that data has ([Scope], [Schema]).
//
//	t, fault := lang.Parse("资金.实际支出｜万元")
//	v, ok := scope.Find(t.Path)
//	text, err := lang.Apply(v, t.Formats) // 36万元
//
// A new format is one more line in formats, a new counting word one in counters, a new form of tag one in tagForms.
package lang
