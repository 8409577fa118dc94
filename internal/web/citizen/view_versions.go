package citizen

import "lianban/internal/web/page"

// VersionsPage (C8): what changed in a scenario, and when.
type VersionsPage struct {
	Name     string
	Versions []VersionRow
	Back     page.Link
}

// VersionRow is one published version, newest first.
type VersionRow struct {
	ID      string // of the heading
	Title   string // 第2版（龙口市）
	When    string // 2026年12月1日起
	Now     bool   // it counts
	Note    string
	Was     string // what it was called before, in words
	Running string // what became of what was begun before, in words
	Figures []page.Row
	Groups  []page.ChangeGroup
	More    string // how many changes are not shown
}

// UpgradePage: the draft stands on an older version; what would change, for the person's own answers.
type UpgradePage struct {
	Scenario string
	Heading  string
	Lead     string
	Must     bool
	Groups   []page.ChangeGroup
	Stops    []string
	Again    []string // what must be answered again
	Kept     string
	Nothing  string // nothing changes for this person
	Problem  string // why it was not done
	Post     string
	Hash     string
	Version  string
	Button   string
	Later    page.Link
}
