package plan

import (
	"ziping/render/docx/lang"
)

// scopesOf returns the levels of names a tag sees, from inside, and whether all the sections around it are known.
func scopesOf(s lang.Schema, t *Tag) (scopes []lang.SchemaScope, known bool) {
	around := t.around()
	scopes = []lang.SchemaScope{{Fields: s.Fields, Level: true}}
	for i := len(around) - 1; i >= 0; i-- {
		sec := around[i]
		if sec.Open.Kind != lang.TagLoop {
			continue
		}
		f := lang.FindField(scopes, sec.Open.Path)
		if f == nil || f.Kind == lang.FieldAny || f.Open {
			return scopes, false
		}
		sc := lang.SchemaScope{Fields: f.Fields, Item: f, Level: f.Kind == lang.FieldList || f.Kind == lang.FieldObject}
		scopes = append([]lang.SchemaScope{sc}, scopes...)
	}
	return scopes, true
}
