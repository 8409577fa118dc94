package filing

import (
	"context"
	"io"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// NoticeRow is one public notice in a list, NoticeList one page of them.
type (
	NoticeRow  = store.NoticeRow
	NoticeList = store.NoticeList
)

// PublicNotice is what everybody sees of a notice (公示): nothing of the case but what the officer wrote for the public.
type PublicNotice struct {
	NoticeRow
	Office     string // full name of the department
	Notice     casework.Notice
	State      casework.StepState
	Hangs      bool
	Days       int // how many days it hangs, in its unit
	Calendar   bool
	Used, Left int
	Basis      []string
	Objections int
	Answered   int
	Mine       []casework.Objection // of who looks, if somebody is signed in
	Hearing    *PublicHearing       // nil: nobody but the applicant was told of one
}

// PublicHearing is the hearing that affected others were told they can ask for (行政许可法46, 47).
type PublicHearing struct {
	Open  bool         // it can be asked for now
	Until calendar.Day // last day of asking
	Asked bool         // by who looks
	Day   calendar.Day // on which it is held; 0: not set
	Time  string
	Place string
}

// hearing is what the public page of an item's notice says of its hearing.
func (s *Service) hearing(who permission.Principal, it *casework.ItemCase) *PublicHearing {
	h := it.Hearing
	if h == nil || h.Whose != casework.HearingOfAffected {
		return nil
	}
	out := &PublicHearing{Open: it.HearingOpenTo(ident.PersonID(who.ID)), Day: h.Day, Time: h.Time, Place: h.Place}
	out.Asked = who.Kind == permission.Applicant && who.ID != "" && h.Person == ident.PersonID(who.ID)
	if a, ok := s.Engine.Clock(it, "K11", "", s.today()); ok {
		out.Until = a.Due
	}
	return out
}

// Notices lists what hangs in public in an area and below it, or what no longer does, the latest first; "" = everywhere.
func (s *Service) Notices(ctx context.Context, area string, hangs bool, p store.Page) (NoticeList, error) {
	var areas []string
	if area != "" {
		if areas = s.Guard.Subtree(area); len(areas) == 0 {
			return NoticeList{}, fault.New(fault.NotFound, "filing.no_such_area")
		}
	}
	return s.Store.Notices(ctx, areas, hangs, p)
}

// PublicNotice reads a notice as it stands in law today. Fault: NotFound store.no_notice.
func (s *Service) PublicNotice(ctx context.Context, who permission.Principal, id string) (*PublicNotice, error) {
	row, err := s.Store.Notice(ctx, id)
	if err != nil {
		return nil, err
	}
	c, err := s.Store.Case(ctx, store.ByID(row.Case))
	if err != nil {
		return nil, err
	}
	c = s.Engine.Seen(c, s.Clock.Now())
	for _, it := range c.Items {
		step := it.Step(row.Step)
		if it.Slot != row.Slot || step == nil || step.Notice == nil || step.Notice.ID != id {
			continue
		}
		n := &PublicNotice{
			NoticeRow: row, Office: it.Office, Notice: *step.Notice, State: step.State, Hangs: step.OnDisplay(), Basis: step.Basis,
			Days: step.Length.Days, Calendar: step.Length.Calendar,
			Hearing:    s.hearing(who, it),
			Objections: len(step.Notice.Objections), Answered: len(step.Notice.Objections) - step.Notice.Unanswered(),
		}
		if a, ok := s.Engine.Clock(it, "K9", step.ID, s.today()); ok {
			n.Used, n.Left, n.Notice.Until = a.Used, a.Left, a.Due
		}
		for _, o := range step.Notice.Objections {
			if who.Kind == permission.Applicant && who.ID != "" && o.Person == ident.PersonID(who.ID) {
				n.Mine = append(n.Mine, o)
			}
		}
		n.Notice.Objections = nil // who objects is nobody's business but the department's
		return n, nil
	}
	return nil, fault.New(fault.NotFound, "store.no_notice")
}

// PublicPaper is a file that hangs with a notice.
type PublicPaper struct {
	store.Paper
	Material string // its name
}

// NoticePapers lists what hangs with a notice: the paper that the package names for it, as it was handed in last.
func (s *Service) NoticePapers(ctx context.Context, n *PublicNotice) ([]PublicPaper, error) {
	if n.Notice.Material == "" {
		return nil, nil
	}
	all, err := s.Store.PapersOfCase(ctx, n.Case)
	if err != nil {
		return nil, err
	}
	name := n.Notice.Material
	if m, ok := s.Catalogue.Material(name); ok {
		name = m.Name
	}
	var last *store.Paper
	for i, p := range all {
		if p.Material == n.Notice.Material && p.Status == store.HandedIn && (last == nil || p.At.After(last.At)) {
			last = &all[i]
		}
	}
	if last == nil {
		return nil, nil
	}
	return []PublicPaper{{Paper: *last, Material: name}}, nil
}

// OpenNoticePaper answers a file that hangs with a notice, while it hangs. Fault: NotFound store.no_paper.
func (s *Service) OpenNoticePaper(ctx context.Context, id string, paper ident.PaperID) (PublicPaper, io.ReadSeekCloser, error) {
	n, err := s.PublicNotice(ctx, permission.Principal{}, id)
	if err != nil {
		return PublicPaper{}, nil, err
	}
	papers, err := s.NoticePapers(ctx, n)
	if err != nil {
		return PublicPaper{}, nil, err
	}
	for _, p := range papers {
		if p.ID == paper && n.Hangs {
			content, _, err := s.Blobs.Open(ctx, p.Blob)
			return p, content, err
		}
	}
	return PublicPaper{}, nil, fault.New(fault.NotFound, "store.no_paper")
}
