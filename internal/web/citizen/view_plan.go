package citizen

import "lianban/internal/web/page"

// ScenarioPage (C5): what I must do, from answers to a plan.
type ScenarioPage struct {
	Code      string
	Name      string
	Summary   string
	Note      string // 示例，依据公开资料整理，非官方
	PlanID    string // identifies the answers on the server; goes into the form
	Areas     []page.Option
	Area      string
	Questions []page.Field // pills; numbers with a unit
	AskLead   string       // how many questions, how long
	Problems  []page.Problem

	Stops   []Stop  // one that holds routes the person out
	Missing int     // shown questions without an answer: the plan is preliminary
	Closed  string  // not offered: says where or when; empty: offered
	Season  *Season // it can be filed at certain times only; nil: always

	Cuts      []page.Cut
	CutLead   string
	Items     []page.PlanItem
	Out       []page.PlanItem
	Open      []page.PlanItem // depend on questions without an answer
	Materials []page.PlanMaterial
	MatTitle  string // 一套材料：31 份减到 4 份
	MatLead   string
	Meter     page.Meter
	Chart     page.DayChart
	ChartHead string
	ChartLead string
	Fees      []page.Row
	Gates     []page.Row  // waits that belong to no office: what for, from which day, what happens then
	Figures   []page.Row  // the aside: the plan in figures
	NotHere   []string    // what this scenario leaves to others
	Ways      []string    // other ways to file
	Start     *page.Post  // 开始办理; nil: not offered
	Sheets    []page.Link // 一次性告知单 and 办事指南
	Without   []string    // optional items that are left out; they travel in the form
	Dock      string      // 6 个事项 · 4 份材料
	DockNote  string
	Changed   string // live line after an update: 方案已更新：…
	Version   *page.Link
	Facts     []page.Row  // what is always true of it: lead, coverage, stages, origin, evidence
	Own       *OwnFigures // what it saves in its sample situation; nil: not shown
}

// Season says when a scenario is open, and what to do outside that time.
type Season struct {
	Title    string
	Rows     []page.Row // from when to when, and when results are published
	Say      []string   // what can be done today
	Calendar *page.Link // the days as a calendar file; nil: they are over
	Over     bool       // it cannot be filed any more
}

// Stop routes a person out of the scenario, with what to do instead.
type Stop struct {
	Say   string
	Basis string
	Go    *page.Link
}

// ItemPage (C6): one item in official and in plain words.
type ItemPage struct {
	Official   string
	Plain      string
	Department string
	Rows       []page.Row // code, type, limits, fee
	Conditions []Clause
	Basis      []string
	Needs      []page.PlanMaterial
	Gives      []string
	Remedy     string
}

// Clause is one sentence with its source.
type Clause struct {
	Say   string
	Basis string
}

// MaterialPage (C7): what one material must look like.
type MaterialPage struct {
	Name    string
	Why     string
	Arrival page.Arrival
	Rows    []page.Row // formats, size, copies, original, issued within
	Users   []Clause   // who needs it and why
	Ways    []string   // better ways that do not work here, and why
}
