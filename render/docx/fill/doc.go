// Package fill runs a compiled template over data and writes the package: texts, rows, comments, pictures, charts.
//
//	err := fill.Fill(t, w, data, fill.Missing(fill.MissingEmpty))
//
// What a value prints is decided in value; everything else is instructions of package plan, one case each in run.
package fill
