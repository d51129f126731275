package door

// An Omission is something that was found and not let in, though a person may
// have meant it to be: a link, a hidden folder, a workbook that is open.
type Omission struct{ Path, Why string }

// Omit notes an omission, once for each path.
func (d *Door) Omit(path, why string) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.omitted == nil {
		d.omitted = map[string]bool{}
	}
	if !d.omitted[path] {
		d.omitted[path] = true
		d.untold = append(d.untold, Omission{path, why})
	}
}

// Omitted are the omissions that nobody has asked for yet, in the order in
// which they were found.
func (d *Door) Omitted() []Omission {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := d.untold
	d.untold = nil
	return out
}
