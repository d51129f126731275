// Package text holds the text of a finished report as a reviewer reads it:
// paragraphs with their places, and the facts that stand in them, each found
// once. It judges nothing and knows no file format; package render makes a
// Document of a .docx, ParsePlain one of a .txt.
//
//	d := text.ParsePlain("报告.txt", "二、项目资金情况\n实际支出36万元，执行率100%。")
//	f := text.Read(d)
//	for _, n := range f.Figures {
//		fmt.Println(n.Kind, n.N, n.Unit, n.Words) // money 360000 元 实际支出, rate 1 % 执行率
//	}
//
// # Lines
//
// Word breaks text into runs, WPS puts blanks between digits and words, and half
// of all commas are wide. A Line is a paragraph without blanks, with every
// wide sign as its narrow twin. What is found on it is a Span, which knows the
// characters of the paragraph that it stands for.
//
// # Roles
//
// A figure has the words of its clause before it (Words), and for money, rates
// and scores the part it plays (Role): budget, received, spent, balance. The
// words that give a role are in roles.go.
package text
