package render

import "ziping/render/docx"

// TemplateSchema is the registry as the template engine checks templates
// against it: every field and alias by name.
func TemplateSchema() docx.Schema {
	var s docx.Schema
	for _, f := range fields() {
		d := schemaField(f)
		s.Fields = append(s.Fields, d)
		for _, a := range f.Aliases {
			d.Name, d.Alias = a, true
			s.Fields = append(s.Fields, d)
		}
	}
	return s
}

func schemaField(f Field) docx.Field {
	d := docx.Field{Name: f.Name, Kind: schemaKinds[f.Kind]}
	for _, item := range f.Items {
		if item.Name != "." {
			d.Fields = append(d.Fields, schemaField(item))
		}
	}
	return d
}

var schemaKinds = map[Kind]docx.FieldKind{
	KindText: docx.FieldText, KindMoney: docx.FieldNumber, KindCount: docx.FieldNumber, KindRate: docx.FieldNumber,
	KindScore: docx.FieldNumber, KindDate: docx.FieldText, KindLine: docx.FieldText, KindFlag: docx.FieldBool,
	KindList: docx.FieldList, KindObject: docx.FieldObject, KindChart: docx.FieldChart,
}
