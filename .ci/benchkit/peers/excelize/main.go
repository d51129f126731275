// Command excelize reads every cell of a workbook's first sheet, raw, by excelize's row iterator.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/xuri/excelize/v2"
)

func main() {
	f, err := excelize.OpenFile(os.Args[1], excelize.Options{RawCellValue: true})
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		log.Fatal(err)
	}
	n := 0
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			log.Fatal(err)
		}
		n += len(cells)
	}
	if err := rows.Error(); err != nil {
		log.Fatal(err)
	}
	fmt.Println(n)
}
