package layout

import (
	"ziping/xlsx/layout/form"
	"ziping/xlsx/layout/table"
)

// detectors is the list of everything that can be recognised on a sheet by
// itself. Label and value forms are looked for on what these leave.
var detectors = []detector{
	{"自评表", form.Find},
	{"表格", table.Find},
	{"登记卡", table.FindCards},
}
