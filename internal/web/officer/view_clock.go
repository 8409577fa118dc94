package officer

import "lianban/internal/web/page"

// ClockPage is page D4: why the date is what it is.
type ClockPage struct {
	Shell   Shell
	Head    CaseHead
	Clocks  []ClockTab
	Title   string // why is it 27 October
	Text    string // the rule in one sentence
	Sum     []Figure
	Stopped string // excluded days, in words; none: none
	Elapsed string // legal time and elapsed time, each by its name
	Bar     Bar
	Months  []page.Month
	Steps   []ClockStep
	Late    []Fact // what happens if it is not met
	Changes []JournalLine
	Version string // version of the calendar
}

// ClockTab leads to another clock of the same item.
type ClockTab struct {
	Text string
	Note string
	URL  string
	Here bool
}

// Figure is a number with its words, as in "4 used + 16 left = 20".
type Figure struct {
	N    int
	Text string
	Unit string
	Join string // sign before it
}

// ClockStep is one line of the computation with its ground.
type ClockStep struct {
	When   string
	Text   string
	Ground string
}

// JournalPage is the whole record of an item case.
type JournalPage struct {
	Shell Shell
	Head  CaseHead
	Days  []JournalDay
	Count int
	Chain string // head of the hash chain, shortened
	State Tag    // whether the chain is whole
}

// JournalDay is the entries of one day.
type JournalDay struct {
	Day   string
	Lines []JournalEntry
}

// JournalEntry is one entry with its place in the chain.
type JournalEntry struct {
	Seq  int
	Line JournalLine
	Own  bool // of this item; others are of the joint case
	Hash string
}
