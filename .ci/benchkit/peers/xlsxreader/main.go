// Command xlsxreader reads every cell of a workbook's first sheet by thedatashed/xlsxreader.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/thedatashed/xlsxreader"
)

func main() {
	f, err := xlsxreader.OpenFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	n := 0
	for row := range f.ReadRows(f.Sheets[0]) {
		if row.Error != nil {
			log.Fatal(row.Error)
		}
		n += len(row.Cells)
	}
	fmt.Println(n)
}
