package render

import "ziping/render/figure"

// A Figure is one value of the report, a Line a composed sentence of them.
type (
	Figure = figure.Figure
	Line   = figure.Line
)
