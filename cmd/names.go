package cmd

// What is handed out to be worked on and handed in again.
const (
	supplementName = "补充材料.xlsx"
	markedFolder   = "标注"
)
