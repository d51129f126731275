package render

import "ziping/render/phrase"

// A Figure is one value of the report, a Line a composed sentence of them.
type (
	Figure = phrase.Figure
	Line   = phrase.Line
)
