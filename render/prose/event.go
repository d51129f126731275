package prose

import (
	"strings"

	"ziping/render/phrase"
)

type (
	Figure = phrase.Figure
	Line   = phrase.Line
)

// An Event is one row of an activity log, ready to be told. What is not known is
// the zero Figure.
type Event struct {
	Unit                                string // who keeps the log, full name
	Name, Form, When, Place, Organizer  Figure
	Sessions, People, Youth             Figure // with their units: 14场, 980人次
	Materials, Volunteers, Cost, Effect Figure
	Heads                               Heads
	Day                                 int  // month*100+day, to bring names into order; 0 unknown
	TellCost                            bool // what it cost is said: no other sentence does
}

// Heads are the words over the columns of the log, "" where there are none.
type Heads struct{ Organizer, Sessions, People, Youth, Materials, Volunteers string }

// recurring reports a time that is no date: 全年, 每月. No comma follows it.
func recurring(when string) bool {
	for _, w := range []string{"全年", "常年", "长年", "每", "定期", "不定期"} {
		if strings.HasPrefix(when, w) {
			return true
		}
	}
	return false
}

// whenWords is the time as a sentence has it.
func whenWords(when string) string {
	switch when {
	case "季度", "月度", "周":
		return "每" + strings.TrimSuffix(when, "度") + map[bool]string{true: "度"}[when == "季度"]
	}
	return when
}

// every reports a time that recurs within the year: sessions are told as the
// year's sum beside it.
func every(when string) bool {
	return strings.HasPrefix(when, "每") || strings.HasPrefix(when, "定期") || strings.HasPrefix(when, "不定期")
}
