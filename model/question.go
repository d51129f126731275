package model

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// A QuestionKind says what is asked.
type QuestionKind string

// The kinds of questions.
const (
	AskColumn     QuestionKind = "column"     // what a column is
	AskMoneyUnit  QuestionKind = "money-unit" // 元 or 万元
	AskHeaderRow  QuestionKind = "header-row" // which row is the header of a sheet
	AskVersion    QuestionKind = "version"    // which of two versions is used
	AskParts      QuestionKind = "parts"      // whether a table is a part of one whole with another
	AskProject    QuestionKind = "project"    // which project a table is of, or what the project is called
	AskYear       QuestionKind = "year"       // which year is evaluated
	AskUnitName   QuestionKind = "unit-name"  // what the unit is called
	AskWaiver     QuestionKind = "waiver"     // whether a finding is settled, and why
	AskConclusion QuestionKind = "conclusion" // whether a proposed 自评结论 is accepted
	AskFigure     QuestionKind = "figure"     // a required figure that no table states, or whose cell is unreadable
)

// Free reports kinds whose answer need not be one of the choices.
func (k QuestionKind) Free() bool {
	switch k {
	case AskYear, AskUnitName, AskConclusion, AskFigure:
		return true
	}
	return false
}

// A Question is something that was read in its best reading and that a person
// is asked about once.
//
//	{ID: "money-unit-3fa4b1c2d3e4", Kind: "money-unit", Pos: 资金表!A3, Ask: "资金表没有写金额单位，是元还是万元？",
//	 Choices: [{元 元} {万元 万元}], Taken: "元", Fields: ["fund"], Shown: "9c1e7d02aa31"}
type Question struct {
	ID      string // see QuestionID; unique within a unit
	Kind    QuestionKind
	Pos     Pos    // what it is about; zero for the unit as a whole
	Header  string // the words over the column it is about, "" for none
	Ask     string // a Chinese question
	Choices []Choice
	Taken   string   // the value that is used now, "" for none
	Fields  []string // the JSON paths that hang on it: "fund.spent"
	Shown   string   // Digest of the text it was asked about: an answer that was given for another text is none
	Project string   // the project it is about, "" for the unit
}

// A Choice is one answer that a question offers.
type Choice struct {
	Value string // what an answer says
	Label string // what a person reads
}

// An Answer is what a person said to a question.
type Answer struct {
	ID, Value string
	Shown     string // of the question that was answered; "" fits any
	Note      string // why, of a waiver
	Pos       Pos    // the cell or file the answer stands in; a figure that was answered has it as its place
}

// QuestionID is the id of a question: its kind and twelve hexadecimal digits of a
// hash over its kind, the kind of table, and what else tells it from others: the
// header's path or the sheet's name, the project's name where there are several,
// the rule or the text. No cell and no file is in it, so it holds when rows are
// inserted or files renamed.
func QuestionID(kind QuestionKind, table TableKind, parts ...string) string {
	return string(kind) + "-" + Digest(append([]string{string(kind), string(table)}, parts...)...)
}

// Digest is twelve hexadecimal digits of a hash over texts.
func Digest(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x1f")))
	return hex.EncodeToString(sum[:6])
}
