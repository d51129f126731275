package docx

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	_ "image/png" // registers PNG for DecodeConfig
	"strings"
)

const (
	emuPerTwip  = 635
	emuPerInch  = 914400
	maxImage    = 30 << 20
	maxSide     = 30000
	nsDrawing   = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsWPDrawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsPicture   = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	nsChart     = "http://schemas.openxmlformats.org/drawingml/2006/chart"
)

// An img is a picture checked and measured.
type img struct {
	data   []byte
	ext    string // png or jpeg
	w, h   int64  // own size in EMU
	name   string
	alt    string
	wantW  int64
	wantH  int64
	digest string
}

// resolvePicture turns a value into a picture; nil without error means there is none to show.
func (f *filler) resolvePicture(v any) (*img, error) {
	var p Picture
	switch x := unmark(v).(type) {
	case nil:
		return nil, nil
	case Picture:
		p = x
	case *Picture:
		if x == nil {
			return nil, nil
		}
		p = *x
	case []byte:
		p.Data = x
	case string:
		if blank(x) {
			return nil, nil
		}
		if f.o.pictures == nil {
			return nil, fmt.Errorf("“%s”是文字，不是图片", clip(x, 30))
		}
		var err error
		if p, err = f.o.pictures(x); err != nil {
			return nil, fmt.Errorf("图片“%s”打不开：%w", clip(x, 60), err)
		}
		if p.Name == "" {
			p.Name = x[strings.LastIndexAny(x, `/\`)+1:]
		}
	default:
		return nil, fmt.Errorf("值是%s，不是图片", kindName(x))
	}
	if len(p.Data) == 0 {
		return nil, nil
	}
	return measure(p)
}

// measure checks a picture's data and finds its size.
func measure(p Picture) (*img, error) {
	if len(p.Data) > maxImage {
		return nil, fmt.Errorf("图片有 %d MB，超过上限 %d MB", len(p.Data)>>20, maxImage>>20)
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(p.Data))
	if err != nil || format != "png" && format != "jpeg" {
		return nil, fmt.Errorf("图片“%s”不是完好的 PNG 或 JPEG", clip(p.Name, 40))
	}
	if cfg.Width < 1 || cfg.Height < 1 || cfg.Width > maxSide || cfg.Height > maxSide {
		return nil, fmt.Errorf("图片“%s”的尺寸 %d×%d 不合适", clip(p.Name, 40), cfg.Width, cfg.Height)
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
		dir := f.t.pkg.main[:strings.LastIndexByte(f.t.pkg.main, '/')+1]
		name = f.addPart(dir+"media/image%d."+im.ext, "", im.data, true)
		f.assets.images[im.digest] = name
		f.cover(im.ext, "image/"+im.ext)
	}
	return f.relate(f.p.ref.name, "/image", name)
}

// picture prints {{图片 x}}.
func (f *filler) picture(v *valueOp, sc *scope) {
	im, ok := f.pictureOf(v, sc)
	if !ok || im == nil {
		return
	}
	w, h := size(im, v.room)
	rid := f.embed(im)
	f.out = append(f.out, v.t...)
	f.nextID++
	f.out = appendInline(f.out, f.p.tree.prefix(), w, h, f.nextID, im.name, im.alt, nsPicture)
	f.out = append(f.out, `<pic:pic xmlns:pic="`+nsPicture+`"><pic:nvPicPr><pic:cNvPr id="`...)
	f.out = appendInt(f.out, f.nextID)
	f.out = append(f.out, `" name="`...)
	f.out = f.attrOf(im.name)
	f.out = append(f.out, `"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="`+nsRel+`" r:embed="`+rid+
		`"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="`...)
	f.out = appendInt(f.out, w)
	f.out = append(f.out, `" cy="`...)
	f.out = appendInt(f.out, h)
	f.out = append(f.out, `"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`...)
	f.out = appendInlineEnd(f.out, f.p.tree.prefix())
	f.out = append(f.out, v.tOpen...)
}

func (f *filler) attrOf(s string) []byte { return appendAttr(f.out, s) }

// pictureOf evaluates a picture tag; ok is false after a problem.
func (f *filler) pictureOf(v *valueOp, sc *scope) (*img, bool) {
	val, ok := f.find(v, sc)
	if !ok {
		return nil, f.o.missing != MissingError
	}
	im, err := f.resolvePicture(val)
	if err != nil {
		f.report(v, &tagError{id: idPicture, msg: v.tag.raw + "：" + err.Error(), hint: "用 PNG 或 JPEG 图片。"})
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
	b = append(b, "<"+w+`drawing><wp:inline xmlns:wp="`+nsWPDrawing+`" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="`...)
	b = appendInt(b, cx)
	b = append(b, `" cy="`...)
	b = appendInt(b, cy)
	b = append(b, `"/><wp:docPr id="`...)
	b = appendInt(b, id)
	b = append(b, `" name="`...)
	b = appendAttr(b, name)
	b = append(b, `" descr="`...)
	b = appendAttr(b, alt)
	return append(b, `"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="`+nsDrawing+`"><a:graphicData uri="`+uri+`">`...)
}

func appendInlineEnd(b []byte, w string) []byte {
	return append(b, "</a:graphicData></a:graphic></wp:inline></"+w+"drawing>"...)
}

// Operands of opPicture: what of the placeholder is written.
const (
	picBegin = iota
	picEmbed
	picWidth
	picHeight
	picAlt
	picEnd
)

// placeholder adds the events that put another picture into a drawing whose alternative text holds the tag.
func (b *builder) placeholder(t *tag) {
	tr := b.tr
	d := tr.ancestor(t.altText, is(kDrawing))
	b.c.t.slots++
	v := &valueOp{tag: t, merge: -1, seq: int32(b.c.t.slots)}
	pic := func(n int32, off, end int) {
		b.at(int32(off), int32(end), t.ord, item{op: op{kind: opPicture, n: n, val: v, lit: tr.xml[off:end]}})
	}
	attr := func(n int32, node int32, name string) {
		if _, _, from, to, ok := tr.attrSpan(node, name); ok {
			pic(n, from, to)
		}
	}
	pic(picBegin, int(tr.nodes[d].start), int(tr.nodes[d].start))
	for j := d + 1; j < tr.nodes[d].next; j++ {
		switch tr.nodes[j].kind {
		case kExtent, kXfrmExt:
			if tr.nodes[j].kind == kExtent {
				v.boxW, v.boxH = parseID(tr.attr(j, "cx")), parseID(tr.attr(j, "cy"))
			}
			attr(picWidth, j, "cx")
			attr(picHeight, j, "cy")
		case kDocPr:
			attr(picAlt, j, "descr")
			if strings.Contains(tr.attr(j, "title"), t.raw) {
				attr(picAlt, j, "title")
			}
		case kBlip:
			attr(picEmbed, j, "embed")
			n := &tr.nodes[j]
			if n.close > n.open { // a drawing's SVG twin would be shown instead of the new picture
				b.at(n.open, n.close, t.ord)
			}
			b.dropCrop(n.end, tr.nodes[d].end)
		}
	}
	pic(picEnd, int(tr.nodes[d].end), int(tr.nodes[d].end))
}

// dropCrop takes out the a:srcRect after the blip: the new picture is shown whole.
func (b *builder) dropCrop(from, to int32) {
	seg := b.tr.xml[from:to]
	i := bytes.Index(seg, []byte(":srcRect"))
	if i < 0 {
		return
	}
	start := bytes.LastIndexByte(seg[:i], '<')
	end := bytes.IndexByte(seg[i:], '>')
	if start >= 0 && end > 0 && seg[i+end-1] == '/' {
		b.at(from+int32(start), from+int32(i+end+1), 0)
	}
}

// placeholder writes one piece of a placeholder picture.
func (f *filler) placeholder(o *op, sc *scope) {
	switch o.n {
	case picBegin:
		f.pic.from = len(f.out)
		f.pic.img, f.pic.ok = f.pictureOf(o.val, sc)
		if f.pic.img != nil {
			f.pic.w, f.pic.h = fit(f.pic.img, o.val.boxW, o.val.boxH)
			f.pic.rid = f.embed(f.pic.img)
		}
		return
	case picEnd:
		if f.pic.img == nil {
			f.out = f.out[:f.pic.from]
		}
		return
	}
	if f.pic.img == nil {
		return
	}
	switch o.n {
	case picEmbed:
		f.out = append(f.out, f.pic.rid...)
	case picWidth:
		f.out = appendInt(f.out, f.pic.w)
	case picHeight:
		f.out = appendInt(f.out, f.pic.h)
	case picAlt:
		f.out = appendAttr(f.out, f.pic.img.alt)
	}
}

// roomFor returns the width there is for a picture at a node: of its cell, or of the page between the margins.
func roomFor(t *Template, p *part, node int32) int64 {
	tr := p.tree
	if tc := tr.ancestor(node, is(kTc)); tc >= 0 {
		if pr := tr.child(tc, kTcPr); pr >= 0 {
			if w := tr.child(pr, kTcW); w >= 0 && tr.attr(w, "type") != "pct" {
				if n := parseID(tr.attr(w, "w")); n > 400 {
					return (n - 216) * emuPerTwip
				}
			}
		}
	}
	body := t.parts[0].tree
	from := int32(0)
	if p.body() {
		from = node
	}
	for j := from; j >= 0 && int(j) < len(body.nodes); j++ {
		if body.nodes[j].kind == kSectPr {
			return textWidth(body, j)
		}
	}
	return 5760720 // A4 with Word's margins
}

// textWidth returns the width of the text of a section in EMU.
func textWidth(tr *tree, sect int32) int64 {
	w := int64(11906 - 2*1800)
	size, mar := tr.child(sect, kPgSz), tr.child(sect, kPgMar)
	if size >= 0 && mar >= 0 {
		if n := parseID(tr.attr(size, "w")) - parseID(tr.attr(mar, "left")) - parseID(tr.attr(mar, "right")); n > 400 {
			w = n
		}
	}
	return w * emuPerTwip
}
