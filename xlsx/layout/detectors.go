package layout

// detectors is the list of everything that can be recognised on a sheet by
// itself. Label and value forms are looked for on what these leave.
var detectors = []detector{
	{"自评表", findForms},
	{"表格", findTables},
	{"登记卡", findCards},
}
