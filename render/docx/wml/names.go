package wml

// Namespaces that parts are written with.
const (
	NSWord       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	NSWordStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	NSDrawing    = "http://schemas.openxmlformats.org/drawingml/2006/main"
	NSWPDrawing  = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	NSPicture    = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	NSChart      = "http://schemas.openxmlformats.org/drawingml/2006/chart"
	NSRel        = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	NSW14        = "http://schemas.microsoft.com/office/word/2010/wordml"
	NSMCE        = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)
