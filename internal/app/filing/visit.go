package filing

import (
	"context"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// Visit is what a draft keeps of a visit to a window (窗口收件): who came, how that was seen, and what they confirmed.
type Visit struct {
	Card      bool       `json:"card"`                // the identity was read from a card; else the clerk typed it from one
	SeenAt    time.Time  `json:"seen_at"`             // when the clerk saw card and face
	Agent     *Agent     `json:"agent,omitempty"`     // somebody else came for the applicant; nil: the applicant
	Confirmed *Confirmed `json:"confirmed,omitempty"` // the visitor read everything and signed
}

// Agent is who came for the applicant under a mandate (委托).
type Agent struct {
	Name  string       `json:"name"`
	IDNo  string       `json:"id_no"`
	Phone string       `json:"phone,omitempty"`
	Until calendar.Day `json:"until"` // last day of the mandate
}

// Confirmed says that the visitor confirmed what is submitted, and how.
type Confirmed struct {
	Hash     string    `json:"hash"` // of everything that was shown: Check.ReviewHash
	At       time.Time `json:"at"`
	Name     string    `json:"name"`               // as it was typed on the customer's screen; of the signer on paper
	Paper    bool      `json:"paper"`              // signed on paper, and the sheet scanned (SignedSheet)
	Order    bool      `json:"order"`              // agreed to the order of items that wait for one another
	Promised bool      `json:"promised,omitempty"` // signed the texts of promises
}

// The keys of papers that belong to the visit, not to the plan.
const (
	MandatePaper = "window_mandate"      // 授权委托书
	SignedSheet  = "window_signed_sheet" // 签过字的核对表
)

// Signed says that the visitor has confirmed exactly what the draft holds now.
func (c *Check) Signed() bool {
	v := c.Work.Visit
	return v != nil && v.Confirmed != nil && v.Confirmed.Hash == c.ReviewHash
}

// Intake is a draft of a clerk with the name of the visitor's applicant.
type Intake = store.Intake

// atWindow refuses who has no post at a window. Faults: Login filing.login, Forbidden permission.missing.file_for.
func atWindow(who permission.Principal) error {
	switch {
	case who.ID == "" || who.Kind != permission.Staff:
		return fault.New(fault.Login, "filing.login")
	case !who.Has(permission.FileFor) && !who.Has(permission.HandOver):
		return fault.New(fault.Forbidden, "permission.missing.file_for")
	}
	return nil
}

// Intakes lists what the clerk has begun for visitors and not submitted, the one that waits the longest first. Faults:
// those of atWindow.
func (s *Service) Intakes(ctx context.Context, who permission.Principal) ([]Intake, error) {
	if err := atWindow(who); err != nil {
		return nil, err
	}
	return s.Store.IntakesOf(ctx, ident.StaffID(who.ID), who.Trial)
}

// Filed lists the cases that the clerk filed for visitors, newest first, as they stand in law today. Faults: those
// of atWindow.
func (s *Service) Filed(ctx context.Context, who permission.Principal, p store.Page) (store.CaseList, error) {
	if err := atWindow(who); err != nil {
		return store.CaseList{}, err
	}
	list, err := s.Store.CasesOfClerk(ctx, ident.StaffID(who.ID), who.Trial, p)
	for i, c := range list.Cases {
		list.Cases[i] = s.Engine.Told(c, s.Clock.Now())
	}
	return list, err
}

// DoneBy answers the day on which a plan that is filed today is through, by its critical path; sure is false while the
// calendar of that year is not published. It is a forecast, never a promise.
func (s *Service) DoneBy(p *scenario.Plan) (day calendar.Day, sure bool) {
	a := calendar.Project(s.Engine.Cal, calendar.Rule{Unit: calendar.WorkingDay, Length: p.Days.Elapsed}, calendar.History{Start: s.today()}, s.today())
	return a.Due, !a.Provisional
}

// GivesResults says that some item of the plan gives a result, so that the way of its delivery is asked.
func (f *Filing) GivesResults() bool { return f.gives() }

// DeskCounts are the numbers in the rail of a window.
type DeskCounts struct {
	Open  int // begun and not submitted
	Today int // filed today
}

// DeskCounts counts a clerk's own work.
func (s *Service) DeskCounts(ctx context.Context, who permission.Principal) (n DeskCounts, err error) {
	clerk := ident.StaffID(who.ID)
	if n.Open, err = s.Store.CountIntakes(ctx, clerk); err != nil {
		return n, err
	}
	n.Today, err = s.Store.CountCasesOfClerk(ctx, clerk, s.today().Time())
	return n, err
}

// IntakeFile is an intake with everything for the last look and the name of its applicant.
type IntakeFile struct {
	*Check
	Name string
}

// Intake opens an intake for the clerk who fills it in. Fault: NotFound store.no_draft.
func (s *Service) Intake(ctx context.Context, who permission.Principal, id ident.DraftID) (*IntakeFile, error) {
	c, err := s.Check(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if c.Work.Visit == nil {
		return nil, fault.New(fault.NotFound, "store.no_draft")
	}
	p, err := s.Store.Person(ctx, c.Draft.Person)
	return &IntakeFile{Check: c, Name: p.Name}, err
}

// Applicant answers for whom a draft is filed, to whoever fills it in. Fault: NotFound store.no_draft.
func (s *Service) Applicant(ctx context.Context, who permission.Principal, id ident.DraftID) (store.Person, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return store.Person{}, err
	}
	return s.Store.Person(ctx, f.Draft.Person)
}
