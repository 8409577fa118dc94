package store

import (
	"context"
	"time"

	"lianban/internal/base/ident"
)

// Person is an applicant or agent (办事人) as the identity provider names them.
type Person struct {
	ID        ident.PersonID
	Kind      string // person | enterprise
	Name      string
	IDNo      string    // identity number or unified credit code; sealed, found by blind index
	Phone     string    // sealed, found by blind index
	Level     string    // identity level: L1, L2, L3 …
	NoticeAt  time.Time // when the personal-information notice was accepted; zero: not yet
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Company is an enterprise for which a person may act.
type Company struct {
	USCC string // unified social credit code
	Name string
	Role string // legal_representative, agent …
}

// EnsurePerson finds the person with this identity number and refreshes name, phone and level, or adds a
// new one with p.ID. Answers the person as stored. A zero NoticeAt leaves the stored one.
func (s *Store) EnsurePerson(ctx context.Context, p Person) (Person, error) { panic("filled in next") }

// Person reads a person. Fault: NotFound store.no_person.
func (s *Store) Person(ctx context.Context, id ident.PersonID) (Person, error) {
	panic("filled in next")
}

// PersonByIDNo finds a person by identity number. Fault: NotFound store.no_person.
func (s *Store) PersonByIDNo(ctx context.Context, idNo string) (Person, error) {
	panic("filled in next")
}

// PersonsByPhone finds persons by telephone number.
func (s *Store) PersonsByPhone(ctx context.Context, phone string) ([]Person, error) {
	panic("filled in next")
}

// SetCompanies replaces the enterprises for which a person may act.
func (s *Store) SetCompanies(ctx context.Context, id ident.PersonID, companies []Company) error {
	panic("filled in next")
}

// Companies lists the enterprises for which a person may act.
func (s *Store) Companies(ctx context.Context, id ident.PersonID) ([]Company, error) {
	panic("filled in next")
}
