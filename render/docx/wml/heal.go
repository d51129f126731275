package wml

// Healed joins paragraphs whose last tag was cut in two by Enter: the tag opens in one and closes, before any
// other brace, in one of the next few paragraphs beside it.
func Healed(tr *Tree, ps []*Para) []*Para {
	byNode := map[int32]int{}
	for i, p := range ps {
		if len(p.Nodes) > 0 {
			byNode[p.Nodes[0]] = i
		}
	}
	gone := map[int]bool{}
	for i, p := range ps {
		for !gone[i] && p.dangling() {
			joined, used := continuation(tr, ps, byNode, p)
			if joined == nil {
				break
			}
			for _, k := range used {
				gone[k] = true
			}
			*p = *joined
		}
	}
	out := ps[:0]
	for i, p := range ps {
		if !gone[i] {
			out = append(out, p)
		}
	}
	return out
}

// dangling reports whether a paragraph ends inside a tag.
func (p *Para) dangling() bool {
	sp := p.Spans
	return len(sp) > 0 && sp[len(sp)-1].State == 'u' && sp[len(sp)-1].To == len(p.Text)
}

// continuation joins to p the paragraphs that complete its last tag, nil if there are none.
func continuation(tr *Tree, ps []*Para, byNode map[int32]int, p *Para) (joined *Para, used []int) {
	if len(p.Nodes) == 0 {
		return nil, nil
	}
	q := &Para{Nodes: append([]int32(nil), p.Nodes...), Text: p.Text, Pieces: append([]Piece(nil), p.Pieces...)}
	parent := tr.Nodes[p.Nodes[0]].Parent
	for len(q.Nodes) < 20 {
		n := tr.Nodes[q.Nodes[len(q.Nodes)-1]].Next
		for int(n) < len(tr.Nodes) && tr.Nodes[n].Kind.Marker() && tr.Nodes[n].Parent == parent {
			n = tr.Nodes[n].Next
		}
		if int(n) >= len(tr.Nodes) || tr.Nodes[n].Parent != parent || tr.Nodes[n].Kind != P && tr.Nodes[n].Kind != AP {
			return nil, nil
		}
		var next *Para
		if k, ok := byNode[n]; ok {
			next = ps[k]
			used = append(used, k)
		} else {
			next = tr.Paragraph(n)
		}
		q.join(next)
		spans := next.Spans
		if len(spans) == 0 && len(next.Text) < 60 {
			continue
		}
		if len(spans) > 0 && spans[0].State == 'c' {
			return q, used
		}
		return nil, nil
	}
	return nil, nil
}
