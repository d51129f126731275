package docxtest

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// pixels is a picture of w × h pixels, its left half red.
func pixels(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			c := color.RGBA{0, 0, 255, 255}
			if x < w/2 {
				c = color.RGBA{255, 0, 0, 255}
			}
			m.Set(x, y, c)
		}
	}
	return m
}

func PNG(w, h int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, pixels(w, h)); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// JPEG returns a JPEG with an EXIF orientation, none if 0.
func JPEG(w, h, orientation int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, pixels(w, h), nil); err != nil {
		panic(err)
	}
	if orientation == 0 {
		return b.Bytes()
	}
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(orientation)) + "\x00\x00\x00\x00\x00\x00")
	app := append([]byte("Exif\x00\x00"), tiff...)
	seg := append([]byte{0xFF, 0xE1, 0, byte(len(app) + 2)}, app...)
	return append(append(append([]byte{}, b.Bytes()[:2]...), seg...), b.Bytes()[2:]...)
}
