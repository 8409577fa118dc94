// Package filing takes an applicant from the first question to the receipt, and then lets them follow,
// supplement, withdraw and receive. One file a verb.
package filing

import (
	"context"
	"crypto/rand"
	"log/slog"
	"strconv"
	"time"
	"unicode/utf8"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/blob"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/search"
	"lianban/internal/store"
)

// Service is this room. All methods may be called from many goroutines.
type Service struct {
	Store     *store.Store
	Catalogue *scenario.Catalogue // what counts now
	Versions  Versions            // what counted before; nil: nothing was published, so drafts follow the catalogue
	Finder    *search.Index       // of the catalogue; nil: nothing can be searched
	Engine    casework.Engine
	Guard     *permission.Guard
	Clock     clock.Clock
	Registers Registers
	Cashier   Cashier // where people pay; nil: at the window only
	Blobs     blob.Store
	Verifier  Verifier
	NewSecret func() string         // a fresh secret for a telephone's code
	Told      func(casework.Change) // hears of every stored change, to wake deliveries; nil: the sweep finds them
	Log       *slog.Logger
}

// Registers answers what other offices already hold about somebody. A person waits for it, so it must
// answer within seconds; what does not come is asked or uploaded instead.
type Registers interface {
	// Lookup answers the values of fields (slugs) that a register knows; a missing key is "no record".
	// Fault: Unavailable when the register does not answer.
	Lookup(ctx context.Context, register string, about Subject, fields []string) (map[string]string, error)
	// Certificates lists the valid certificates that the store of certificates holds.
	Certificates(ctx context.Context, about Subject) ([]Certificate, error)
}

// Subject is about whom a register is asked.
type Subject struct {
	Name string
	IDNo string
	USCC string // of the enterprise that the person acts for; may be empty

	Trial bool // somebody rehearses: nobody outside is asked (see AskRegister)
}

// Certificate is one electronic certificate (电子证照).
type Certificate struct {
	Material string `json:"material"` // slug
	Number   string `json:"number"`
	Holder   string `json:"holder"`
	Issuer   string `json:"issuer"`
	Issued   string `json:"issued"`
	Until    string `json:"until"` // empty: no end
}

// Verifier checks the short code that is printed beside a document's number; internal/document implements it.
type Verifier interface {
	Verifies(d casework.Document, code string) bool
}

// Draft lengths of life.
const (
	exploreLife = 7 * 24 * time.Hour  // an anonymous plan
	draftLife   = 90 * 24 * time.Hour // a draft, from its last change
)

func (s *Service) today() calendar.Day { return calendar.DayOf(s.Clock.Now()) }

// moment is the time of an act with fresh identifiers and salts.
func (s *Service) moment() casework.Moment {
	return casework.MomentAt(s.Clock.Now(), rand.Reader)
}

// told lets deliveries of a stored change begin.
func (s *Service) told(c casework.Change) {
	if s.Told != nil {
		s.Told(c)
	}
}

// actor is how the journal names who acts: the applicant, or a clerk who acts for one.
func actor(who permission.Principal) casework.Actor {
	a := casework.Actor{Kind: string(who.Kind), ID: who.ID, Name: who.Name}
	if who.Kind == permission.Staff {
		a.Role = casework.FileFor
	}
	return a
}

// by names who brought a paper or chose a key: person:<id> or staff:<id>.
func by(who permission.Principal) string {
	if who.Kind == permission.Applicant {
		return "person:" + who.ID
	}
	return string(who.Kind) + ":" + who.ID
}

// someone refuses who is nobody. Fault: Login filing.login.
func someone(who permission.Principal) error {
	if who.ID == "" {
		return fault.New(fault.Login, "filing.login")
	}
	return nil
}

// acting refuses who is nobody, and a member of staff whose account was closed while the request was on its way.
// Fault: Login.
func (s *Service) acting(ctx context.Context, who permission.Principal) error {
	if err := someone(who); err != nil || who.Kind != permission.Staff {
		return err
	}
	return s.Store.StaffActive(ctx, who.ID)
}

// signedIn answers the applicant's identifier. Fault: Login filing.login.
func signedIn(who permission.Principal) (ident.PersonID, error) {
	if who.ID == "" || who.Kind != permission.Applicant {
		return "", fault.New(fault.Login, "filing.login")
	}
	return ident.PersonID(who.ID), nil
}

// longest bounds what an applicant writes freely with an act, in characters.
const longest = 1000

// short holds a free text to its length. Fault: Invalid filing.too_long with the field.
func short(field, text string) error {
	if n := utf8.RuneCountInString(text); n > longest {
		return fault.New(fault.Invalid, "filing.too_long").
			With(field, "filing.too_long.field", "most", strconv.Itoa(longest), "now", strconv.Itoa(n))
	}
	return nil
}
