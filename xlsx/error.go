package xlsx

import "ziping/xlsx/grid"

// An Error says why a workbook, or one place in it, could not be read:
// 〔file〕sheet!cell：cause。cure。Several are joined with errors.Join; find the
// first with errors.As.
type Error = grid.Fault
