package docx

// copies adds what must be different in every copy of a repeated region: ids are renumbered; bookmarks, comment
// anchors and paragraph ids, which cannot be in a document twice, stay in the first copy only.
func (b *builder) copies() {
	if len(b.loops) == 0 {
		return
	}
	for i := range b.tr.nodes {
		j := int32(i)
		if !b.inLoop(b.tr.nodes[j].start) {
			continue
		}
		switch k := b.tr.nodes[j].kind; {
		case k == kP || k == kTr:
			b.onceAttr(j, "paraId")
			b.onceAttr(j, "textId")
		case k.marker() && k != kProofErr, k == kCommentReference, k == kVShapeType:
			b.at(b.tr.nodes[j].start, b.tr.nodes[j].end, -1, once(b.tr.raw(j), b.slot()))
		case k == kDocPr, k == kIns, k == kDel, k == kMoveFrom, k == kMoveTo:
			b.numberAttr(j, "id")
		case k == kSdtID && b.tr.nodes[j].parent >= 0 && b.tr.nodes[b.tr.nodes[j].parent].kind == kSdtPr:
			b.numberAttr(j, "val")
		case k == kVShape:
			b.suffixAttr(j, "id")
			b.onceAttr(j, "spid")
		case k == kOLEObject:
			b.suffixAttr(j, "ShapeID")
		case k == kFootnoteReference, k == kEndnoteReference:
			b.noteRef(j)
		}
	}
}

// onceAttr keeps an attribute in the first copy only.
func (b *builder) onceAttr(j int32, local string) {
	from, to, _, _, ok := b.tr.attrSpan(j, local)
	if !ok {
		return
	}
	for from > 0 && isSpace(b.tr.xml[from-1]) {
		from--
	}
	b.at(int32(from), int32(to), -1, once(b.tr.xml[from:to], b.slot()))
}

func (b *builder) numberAttr(j int32, local string) {
	if _, _, from, to, ok := b.tr.attrSpan(j, local); ok {
		b.at(int32(from), int32(to), -1, item{op: op{kind: opNumber, n: int32(b.slot()), lit: b.tr.xml[from:to]}})
	}
}

func (b *builder) suffixAttr(j int32, local string) {
	if _, _, from, to, ok := b.tr.attrSpan(j, local); ok {
		b.at(int32(from), int32(to), -1, item{op: op{kind: opSuffix, n: int32(b.slot()), lit: b.tr.xml[from:to]}})
	}
}

// dataBindings cuts the content controls that hold tags loose from the data they are bound to: Word would put
// that data, which is the tag, over the value on opening.
func (b *builder) dataBindings() {
	done := map[int32]bool{}
	for _, t := range b.p.tags {
		n := t.node()
		if n < 0 {
			continue
		}
		for i := b.tr.ancestor(n, is(kSdt)); i >= 0; i = b.tr.ancestor(b.tr.nodes[i].parent, is(kSdt)) {
			pr := b.tr.child(i, kSdtPr)
			if pr < 0 || done[pr] {
				continue
			}
			done[pr] = true
			for j := pr + 1; j < b.tr.nodes[pr].next; j++ {
				if k := b.tr.nodes[j].kind; k == kDataBinding || k == kShowingPlcHdr {
					b.at(b.tr.nodes[j].start, b.tr.nodes[j].end, -1)
				}
			}
		}
	}
}
