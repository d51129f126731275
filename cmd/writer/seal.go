package writer

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// A seal is the hash of a file inside the file, in a comment that no reader
// minds:
//
//	<!--ziping 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08-->
//
// In a page it is the last line. In a package it is the end of
// docProps/app.xml, over the names, sizes and checksums of all entries; a
// program that saves the package writes that part anew, or keeps it and changes
// others. Text and JSON have no room for one.
const (
	sealStart = "<!--ziping "
	sealEnd   = "-->"
	sealSize  = len(sealStart) + 2*sha256.Size + len(sealEnd)
	appPart   = "docProps/app.xml"
)

// Seal is data as Write would put it into a file of that name, for what leaves in another way.
func Seal(name string, data []byte) []byte { return seal(name, data) }

// seal is data with its seal, or as it is where there is no room.
func seal(path string, data []byte) []byte {
	switch ext := strings.ToLower(filepath.Ext(path)); {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		if out, err := sealPackage(data); err == nil {
			return out
		}
	case ext == ".html", ext == ".htm":
		return append(append(bytes.Clone(data), sealOf(data)...), '\n')
	}
	return data
}

// sealed reports that data carries the seal of what it is.
func sealed(data []byte) bool {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return packageSealed(data)
	}
	at := len(data) - sealSize - 1
	return at >= 0 && string(data[at:]) == sealOf(data[:at])+"\n"
}

func sealOf(data []byte) string {
	s := sha256.Sum256(data)
	return sealStart + hex.EncodeToString(s[:]) + sealEnd
}

// sealPackage copies a package, entries as they are packed, with a seal in its
// application properties.
func sealPackage(data []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	app, err := readEntry(z)
	if err != nil {
		return nil, err
	}
	app = unsealed(app) // of the template it was made from
	var out bytes.Buffer
	out.Grow(len(data) + sealSize)
	to := zip.NewWriter(&out)
	for _, f := range z.File {
		if f.Name == appPart {
			h := &zip.FileHeader{Name: appPart, Method: zip.Deflate}
			//lint:ignore SA1019 Modified would add an extra field
			h.ModifiedDate, h.ModifiedTime = f.ModifiedDate, f.ModifiedTime
			part, err := to.CreateHeader(h)
			if err != nil {
				return nil, err
			}
			if _, err := part.Write(append(app, sealOf(fingerprint(z, app))...)); err != nil {
				return nil, err
			}
			continue
		}
		if err := to.Copy(f); err != nil {
			return nil, err
		}
	}
	if err := to.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func packageSealed(data []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	app, err := readEntry(z)
	at := len(app) - sealSize
	return err == nil && at >= 0 && string(app[at:]) == sealOf(fingerprint(z, app[:at]))
}

// unsealed is a text without the seal at its end.
func unsealed(text []byte) []byte {
	at := len(text) - sealSize
	if at < 0 || !bytes.HasPrefix(text[at:], []byte(sealStart)) || !bytes.HasSuffix(text, []byte(sealEnd)) {
		return text
	}
	return text[:at]
}

// readEntry is the content of the application properties.
func readEntry(z *zip.Reader) ([]byte, error) {
	part, err := z.Open(appPart)
	if err != nil {
		return nil, err
	}
	defer part.Close()
	return io.ReadAll(io.LimitReader(part, 1<<20))
}

// fingerprint is what a package's seal is over.
func fingerprint(z *zip.Reader, app []byte) []byte {
	var b bytes.Buffer
	for _, f := range z.File {
		if f.Name != appPart {
			fmt.Fprintf(&b, "%q %d %08x\n", f.Name, f.UncompressedSize64, f.CRC32)
		}
	}
	b.Write(app)
	return b.Bytes()
}
