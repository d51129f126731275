package wml

// FirstInRun reports whether nothing of the run comes before the byte at from, which is in piece i.
func (p *Para) FirstInRun(tr *Tree, i int, from int32) bool {
	if p.Pieces[i].From != from {
		return false
	}
	run := p.Pieces[i].Run
	for j := run + 1; j < p.Pieces[i].Node; j = tr.Nodes[j].Next {
		if k := tr.Nodes[j].Kind; k != RPr && k != PageBreakHint && !tr.emptyText(j) {
			return false
		}
	}
	return true
}

// LastInRun reports whether nothing of the run comes from the byte at to on, which ends in piece i.
func (p *Para) LastInRun(tr *Tree, i int, to int32) bool {
	if p.Pieces[i].To != to {
		return false
	}
	end := tr.Nodes[p.Pieces[i].Run].Next
	for j := tr.Nodes[p.Pieces[i].Node].Next; j < end; j = tr.Nodes[j].Next {
		if !tr.emptyText(j) {
			return false
		}
	}
	return true
}

// emptyText reports whether a node is a text element without text.
func (t *Tree) emptyText(j int32) bool {
	n := &t.Nodes[j]
	return (n.Kind == T || n.Kind == AT) && n.Open == n.Close
}

// Inside reports whether a stretch is the first, and whether it is the last, that shows in a wrapper.
func (p *Para) Inside(tr *Tree, wrapper, from, to int32) (first, last bool) {
	first, last = true, true
	for i := range p.Pieces {
		pc := &p.Pieces[i]
		if pc.Node < wrapper || pc.Node >= tr.Nodes[wrapper].Next {
			continue
		}
		if pc.From < from && !Blank(p.Text[pc.From:min(pc.To, from)]) {
			first = false
		}
		if pc.To > to && !Blank(p.Text[max(pc.From, to):pc.To]) {
			last = false
		}
	}
	return first, last
}
