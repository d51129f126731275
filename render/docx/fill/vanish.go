package fill

import (
	"ziping/render/docx/wml"
)

// vanish takes the paragraph that was begun at from back if it shows nothing.
func (f *filler) vanish(from int) {
	if wml.ShowsNothing(f.out[from:], f.p.Tree.Prefix()) {
		f.out = f.out[:from]
	}
}
