package book

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"time"
)

// propsBytes bounds the part of a package's properties that is looked at.
const propsBytes = 1 << 20

// Modified is when the program that wrote a workbook says that somebody changed it
// last (docProps/core.xml); the zero time where it says nothing, and for formats
// other than .xlsx. The time of the file system says nothing: copying changes it.
func Modified(data []byte) time.Time {
	z, err := zip.NewReader(bytes.NewReader(afterBlanks(data)), int64(len(afterBlanks(data))))
	if err != nil {
		return time.Time{}
	}
	part, err := z.Open("docProps/core.xml")
	if err != nil {
		return time.Time{}
	}
	defer part.Close()
	var props struct {
		Modified string `xml:"http://purl.org/dc/terms/ modified"`
	}
	if xml.NewDecoder(io.LimitReader(part, propsBytes)).Decode(&props) != nil {
		return time.Time{}
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(form, props.Modified); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
