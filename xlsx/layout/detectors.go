package layout

// detectors is the list of everything that can be recognised on a sheet.
var detectors = []detector{
	{"自评表", findForms},
}
