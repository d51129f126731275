package fill

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

const (
	emuPerInch = 914400
	maxImage   = 30 << 20
	maxSide    = 30000
)

// resolvePicture turns a value into a picture; nil without error means there is none to show.
func (f *filler) resolvePicture(v any) (*img, error) {
	var p lang.Picture
	switch x := lang.Unmark(v).(type) {
	case nil:
		return nil, nil
	case lang.Picture:
		p = x
	case *lang.Picture:
		if x == nil {
			return nil, nil
		}
		p = *x
	case []byte:
		p.Data = x
	case string:
		if wml.Blank(x) {
			return nil, nil
		}
		if f.o.pictures == nil {
			return nil, fmt.Errorf("“%s”是文字，不是图片", wml.Clip(x, 30))
		}
		var err error
		if p, err = f.o.pictures(x); err != nil {
			return nil, fmt.Errorf("图片“%s”打不开：%w", wml.Clip(x, 60), err)
		}
		if p.Name == "" {
			p.Name = x[strings.LastIndexAny(x, `/\`)+1:]
		}
	default:
		return nil, fmt.Errorf("值是%s，不是图片", lang.KindName(x))
	}
	if len(p.Data) == 0 {
		return nil, nil
	}
	return measure(p)
}

// measure checks a picture's data and finds its size.
func measure(p lang.Picture) (*img, error) {
	if len(p.Data) > maxImage {
		return nil, fmt.Errorf("图片有 %d MB，超过上限 %d MB", len(p.Data)>>20, maxImage>>20)
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(p.Data))
	if err != nil || format != "png" && format != "jpeg" {
		return nil, fmt.Errorf("图片“%s”不是完好的 PNG 或 JPEG", wml.Clip(p.Name, 40))
	}
	if cfg.Width < 1 || cfg.Height < 1 || cfg.Width > maxSide || cfg.Height > maxSide {
		return nil, fmt.Errorf("图片“%s”的尺寸 %d×%d 不合适", wml.Clip(p.Name, 40), cfg.Width, cfg.Height)
	}
	im := &img{data: p.Data, ext: format, name: p.Name, alt: p.Alt, wantW: p.Width, wantH: p.Height}
	w, h := cfg.Width, cfg.Height
	if o := orientation(p.Data); format == "jpeg" && o > 1 && w*h <= 64<<20 {
		if turned, err := upright(p.Data, o); err == nil {
			if im.data = turned; o >= 5 {
				w, h = h, w
			}
		}
	}
	dx, dy := density(p.Data, format)
	im.w, im.h = max(1, int64(float64(w)*emuPerInch/dx)), max(1, int64(float64(h)*emuPerInch/dy))
	sum := sha256.Sum256(im.data)
	im.digest = string(sum[:])
	return im, nil
}

// density returns the dots per inch a picture declares, 96 if none or an absurd one.
func density(b []byte, format string) (x, y float64) {
	x, y = 96, 96
	var dx, dy float64
	switch format {
	case "png":
		if i := bytes.Index(b[:min(len(b), 4096)], []byte("pHYs")); i > 0 && i+13 <= len(b) && b[i+12] == 1 {
			dx, dy = float64(binary.BigEndian.Uint32(b[i+4:]))*0.0254, float64(binary.BigEndian.Uint32(b[i+8:]))*0.0254
		}
	case "jpeg":
		if len(b) > 18 && bytes.Equal(b[6:10], []byte("JFIF")) && b[13] > 0 {
			dx, dy = float64(binary.BigEndian.Uint16(b[14:])), float64(binary.BigEndian.Uint16(b[16:]))
			if b[13] == 2 {
				dx, dy = dx*2.54, dy*2.54
			}
		}
	}
	if dx >= 30 && dx <= 2400 && dy >= 30 && dy <= 2400 {
		return dx, dy
	}
	return x, y
}

// orientation returns the EXIF orientation of a JPEG, 1 if it has none. Word does not heed it, so that photos from
// telephones would lie on their side.
func orientation(b []byte) int {
	for i := 2; i+4 < len(b) && b[i] == 0xFF; {
		size := int(binary.BigEndian.Uint16(b[i+2:]))
		if b[i+1] == 0xE1 && i+10 < len(b) && bytes.Equal(b[i+4:i+10], []byte("Exif\x00\x00")) {
			return exifOrientation(b[i+10 : min(len(b), i+2+size)])
		}
		if b[i+1] == 0xDA || size < 2 {
			break
		}
		i += 2 + size
	}
	return 1
}

func exifOrientation(t []byte) int {
	if len(t) < 8 {
		return 1
	}
	var bo binary.ByteOrder = binary.LittleEndian
	if t[0] == 'M' {
		bo = binary.BigEndian
	}
	off := int(bo.Uint32(t[4:]))
	if off < 8 || off+2 > len(t) {
		return 1
	}
	n := int(bo.Uint16(t[off:]))
	for k := range n {
		e := off + 2 + 12*k
		if e+12 > len(t) {
			break
		}
		if bo.Uint16(t[e:]) == 0x0112 {
			if o := int(bo.Uint16(t[e+8:])); o >= 1 && o <= 8 {
				return o
			}
		}
	}
	return 1
}

// upright turns a JPEG's pixels as its orientation says.
func upright(data []byte, o int) ([]byte, error) {
	src, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	dw, dh := w, h
	if o >= 5 {
		dw, dh = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, dw, dh))
	for y := range h {
		for x := range w {
			dx, dy := x, y
			switch o {
			case 2:
				dx = w - 1 - x
			case 3:
				dx, dy = w-1-x, h-1-y
			case 4:
				dy = h - 1 - y
			case 5:
				dx, dy = y, x
			case 6:
				dx, dy = h-1-y, x
			case 7:
				dx, dy = h-1-y, w-1-x
			case 8:
				dx, dy = y, w-1-x
			}
			dst.Set(dx, dy, src.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, dst, &jpeg.Options{Quality: 90}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// embed adds the picture to the package, once, and returns the relationship by which the present part calls it.
func (f *filler) embed(im *img) string {
	if f.assets.images == nil {
		f.assets.images = map[string]string{}
	}
	name, ok := f.assets.images[im.digest]
	if !ok {
		dir := f.t.Pkg.Main[:strings.LastIndexByte(f.t.Pkg.Main, '/')+1]
		name = f.addPart(dir+"media/image%d."+im.ext, "", im.data, true)
		f.assets.images[im.digest] = name
		f.cover(im.ext, "image/"+im.ext)
	}
	return f.relate(f.p.Ref.Name, "/image", name)
}

// picture prints {{图片 x}}.
func (f *filler) picture(v *plan.ValueOp, sc *lang.Scope) {
	im, ok := f.pictureOf(v, sc)
	if !ok || im == nil {
		return
	}
	w, h := size(im, v.Room)
	rid := f.embed(im)
	f.out = append(f.out, v.T...)
	f.nextID++
	f.out = appendInline(f.out, f.p.Tree.Prefix(), w, h, f.nextID, im.name, im.alt, wml.NSPicture)
	f.out = append(f.out, `<pic:pic xmlns:pic="`+wml.NSPicture+`"><pic:nvPicPr><pic:cNvPr id="`...)
	f.out = wml.AppendInt(f.out, f.nextID)
	f.out = append(f.out, `" name="`...)
	f.out = f.attrOf(im.name)
	f.out = append(f.out, `"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="`+wml.NSRel+`" r:embed="`+rid+
		`"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="`...)
	f.out = wml.AppendInt(f.out, w)
	f.out = append(f.out, `" cy="`...)
	f.out = wml.AppendInt(f.out, h)
	f.out = append(f.out, `"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`...)
	f.out = appendInlineEnd(f.out, f.p.Tree.Prefix())
	f.out = append(f.out, v.TOpen...)
}

func (f *filler) attrOf(s string) []byte { return wml.AppendAttr(f.out, s) }

// pictureOf evaluates a picture tag; ok is false after a problem.
func (f *filler) pictureOf(v *plan.ValueOp, sc *lang.Scope) (*img, bool) {
	val, ok := f.find(v, sc)
	if !ok {
		return nil, f.o.missing != MissingError
	}
	im, err := f.resolvePicture(val)
	if err != nil {
		f.report(v, &problem.Fault{ID: problem.Picture, Msg: v.Tag.Raw + "：" + err.Error(), Hint: "用 PNG 或 JPEG 图片。"})
		return nil, false
	}
	return im, true
}

// size returns the size a picture is shown in: what was asked, else its own made to fit the room there is.
func size(im *img, room int64) (w, h int64) {
	w, h = im.w, im.h
	switch {
	case im.wantW > 0 && im.wantH > 0:
		return im.wantW, im.wantH
	case im.wantW > 0:
		return im.wantW, max(1, im.wantW*h/w)
	case im.wantH > 0:
		return max(1, im.wantH*w/h), im.wantH
	}
	if room > 0 && w > room {
		w, h = room, max(1, h*room/w)
	}
	return w, h
}

// fit returns the size of a picture that keeps its proportions within a box.
func fit(im *img, boxW, boxH int64) (w, h int64) {
	if boxW <= 0 || boxH <= 0 {
		return im.w, im.h
	}
	if w, h = boxW, im.h*boxW/im.w; h > boxH {
		w, h = im.w*boxH/im.h, boxH
	}
	return max(w, 1), max(h, 1)
}

// appendInline begins a w:drawing in line with the text, up to and with a:graphicData.
func appendInline(b []byte, w string, cx, cy, id int64, name, alt, uri string) []byte {
	b = append(b, "<"+w+`drawing><wp:inline xmlns:wp="`+wml.NSWPDrawing+`" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="`...)
	b = wml.AppendInt(b, cx)
	b = append(b, `" cy="`...)
	b = wml.AppendInt(b, cy)
	b = append(b, `"/><wp:docPr id="`...)
	b = wml.AppendInt(b, id)
	b = append(b, `" name="`...)
	b = wml.AppendAttr(b, name)
	b = append(b, `" descr="`...)
	b = wml.AppendAttr(b, alt)
	return append(b, `"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="`+wml.NSDrawing+`"><a:graphicData uri="`+uri+`">`...)
}

func appendInlineEnd(b []byte, w string) []byte {
	return append(b, "</a:graphicData></a:graphic></wp:inline></"+w+"drawing>"...)
}

// placeholder writes one piece of a placeholder picture.
func (f *filler) placeholder(o *plan.Op, sc *lang.Scope) {
	switch o.N {
	case plan.PicBegin:
		f.pic.from, f.pic.open = len(f.out), true
		f.pic.img, f.pic.ok = f.pictureOf(o.Val, sc)
		if f.pic.img != nil {
			f.pic.w, f.pic.h = fit(f.pic.img, o.Val.BoxW, o.Val.BoxH)
			f.pic.rid = f.embed(f.pic.img)
		}
		return
	case plan.PicEnd:
		f.pic.open = false
		if f.pic.img == nil {
			f.out = f.out[:f.pic.from]
		}
		return
	}
	if f.pic.img == nil {
		return
	}
	switch o.N {
	case plan.PicEmbed:
		f.out = append(f.out, f.pic.rid...)
	case plan.PicWidth:
		f.out = wml.AppendInt(f.out, f.pic.w)
	case plan.PicHeight:
		f.out = wml.AppendInt(f.out, f.pic.h)
	case plan.PicAlt:
		f.out = wml.AppendAttr(f.out, f.pic.img.alt)
	}
}
