package column

// States reports a column for the field, whole or in parts.
func (c *Claim) States(field string) bool {
	i := c.Form.FieldNamed(field)
	return i >= 0 && c.has(i)
}
