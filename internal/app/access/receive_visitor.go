package access

import (
	"context"
	"regexp"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// CardReader reads the identity card that lies on it: a device at the window, or a list of sample cards in the demo.
type CardReader interface {
	// ReadCard answers whose card it is; sample picks a card of the sample city and means nothing to a device.
	// Faults: Unavailable access.reader_down, Login access.identity_refused.
	ReadCard(ctx context.Context, sample string) (Identity, error)
}

// ReadCard reads the card of somebody who stands at a window. Who rehearses reads nobody's: it is the only place in which a
// reader is asked. Faults: Forbidden access.rehearsal, Unavailable access.reader_down, Login access.identity_refused.
func ReadCard(ctx context.Context, r CardReader, who permission.Principal, sample string) (Identity, error) {
	switch {
	case who.Trial:
		return Identity{}, fault.New(fault.Forbidden, "access.rehearsal")
	case r == nil:
		return Identity{}, fault.New(fault.Unavailable, "access.reader_down")
	}
	return r.ReadCard(ctx, sample)
}

// Visitor is somebody at a window (来办人), or for whom somebody came under a mandate.
type Visitor struct {
	Identity
	Present bool // stands there with the card: the clerk compared face and card
	Card    bool // read from the card; else the clerk typed it
	Noticed bool // the clerk read the personal-information notice out (个人信息保护法第十七条)

	Until calendar.Day // who is not there: last day of the mandate under which somebody came for them
}

// Identity levels of people who were seen at a window.
const (
	levelTyped = "L2" // the clerk saw the card
	levelCard  = "L3" // the card was read
)

var phoneForm = regexp.MustCompile(`^1\d{10}$`)

// ReceiveVisitor answers the person whom a clerk files for, as a new one where nobody has this number yet. What a stronger
// check has established stands: a typed name never replaces another one, a level never falls, and the telephone number
// of somebody who is not there is kept. Faults: Forbidden when the clerk may not file this scenario in this area,
// Invalid access.visitor with the fields that must be mended.
func (s *Service) ReceiveVisitor(ctx context.Context, who permission.Principal, area, scenario string, v Visitor) (store.Person, error) {
	if err := s.Store.StaffActive(ctx, who.ID); err != nil { // closed while the request was on its way
		return store.Person{}, err
	}
	if err := s.Guard.Allow(who, permission.FileFor, permission.Resource{
		Type: permission.Draft, Area: area, Scenario: scenario, Clerk: ident.StaffID(who.ID),
	}); err != nil {
		return store.Person{}, err
	}
	v.Name, v.IDNo, v.Phone = strings.TrimSpace(v.Name), NormalID(v.IDNo), strings.TrimSpace(v.Phone)
	if err := checkVisitor(v, calendar.DayOf(s.Clock.Now())); err != nil {
		return store.Person{}, err
	}
	known, err := s.Store.PersonByIDNo(ctx, v.IDNo)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return store.Person{}, err
	}
	if known.ID != "" && known.Name != v.Name && !v.Card {
		return store.Person{}, fault.New(fault.Invalid, "access.visitor").With("name", "access.visitor.differs")
	}
	now := s.Clock.Now()
	p := store.Person{
		ID: ident.PersonID(ident.New()), Kind: "person", Name: v.Name, IDNo: v.IDNo, Phone: v.Phone,
		Level: levelTyped, CreatedAt: now, UpdatedAt: now,
	}
	if v.Card {
		p.Level = levelCard
	}
	p.Level = max(p.Level, known.Level)
	if known.Phone != "" && (!v.Present || p.Phone == "") {
		p.Phone = known.Phone
	}
	if v.Present && v.Noticed {
		p.NoticeAt = now
	}
	if p, err = s.Store.EnsurePerson(ctx, p); err != nil || len(v.Companies) == 0 {
		return p, err
	}
	return p, s.Store.SetCompanies(ctx, p.ID, v.Companies)
}

// NormalID writes an identity number as it is kept: without blanks, the check character in capitals.
func NormalID(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(s), ""))
}

func checkVisitor(v Visitor, today calendar.Day) error {
	bad := fault.New(fault.Invalid, "access.visitor")
	if v.Name == "" || len([]rune(v.Name)) > 60 {
		bad.With("name", "access.visitor.name")
	}
	if wrong := form.CheckIDNumber(v.IDNo); wrong != "" {
		bad.With("id_no", wrong)
	}
	if v.Present && !phoneForm.MatchString(v.Phone) {
		bad.With("phone", "access.visitor.phone")
	}
	if v.Present && !v.Noticed {
		bad.With("notice", "access.visitor.notice")
	}
	if !v.Present && v.Until < today {
		bad.With("until", "access.visitor.until")
	}
	return bad.OrNil()
}
