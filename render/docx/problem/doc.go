// Package problem has the words for what is wrong with a template or its data: a [Problem] has a stable id, a complete
// Chinese sentence, a place and what to do; [Catalogue] lists the ids.
//
//	return problem.Fail(problem.Macro, part, "请另存为不含宏的“Word 文档（*.docx）”。", "文档带有宏，不予接受")
package problem
