// Package opc reads and writes the package of a .docx (ECMA-376 part 2): zip entries, content types, relationships. It
// refuses what is encrypted, has macros, or is larger than any template.
//
//	p, err := opc.Open(data)
//	refs, err := p.Fillable() // the body, then headers, footers, notes …
//	xml, err := p.Read(p.Lookup(refs[0].Name))
//
// An entry that nobody changes is copied as it is packed ([Packer.Copy]); equal packages give equal bytes.
package opc
