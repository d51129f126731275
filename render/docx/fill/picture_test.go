package fill

import (
	"testing"
	"ziping/render/docx/docxtest"
	"ziping/render/docx/lang"
)

// TestOrientation holds that a photo from a telephone stands upright.
func TestOrientation(t *testing.T) {
	im, err := measure(lang.Picture{Data: docxtest.JPEG(40, 20, 6)})
	if err != nil {
		t.Fatal(err)
	}
	if im.w >= im.h {
		t.Errorf("got %d × %d, want upright", im.w, im.h)
	}
	if orientation(im.data) != 1 {
		t.Error("the turned picture still says that it lies")
	}
	for _, o := range []int{2, 3, 4, 5, 7, 8} {
		if _, err := measure(lang.Picture{Data: docxtest.JPEG(8, 4, o)}); err != nil {
			t.Errorf("orientation %d: %v", o, err)
		}
	}
}
