package officer

// Conflict is the 409 page: who changed what since the officer looked, both versions, and a choice.
type Conflict struct {
	Shell   Shell
	Head    CaseHead
	Act     string // what the officer wanted to do
	Changes []JournalLine
	Before  []Fact // as the officer saw it
	After   []Fact // as it is now
	Kept    []Fact // what the officer wrote
	Again   Link   // look again, with what was written kept where the act is still possible
	Gone    string // why the act is no longer possible; none: it still is
}
