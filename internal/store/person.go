package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Person is an applicant or agent (办事人) as the identity provider names them.
type Person struct {
	ID        ident.PersonID
	Kind      string // person | enterprise
	Name      string
	IDNo      string    // identity number or unified credit code, normalised; sealed, found by blind index
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

// The purposes of blind indexes.
const (
	indexIDNo    = "persons.id_no"
	indexPhone   = "persons.phone"
	indexAttempt = "attempts.key"
	indexCode    = "contacts.code"
)

// personBody is the sealed part of a person.
type personBody struct {
	IDNo  string `json:"id_no"`
	Phone string `json:"phone,omitempty"`
}

// personAAD binds the sealed part to the blind index of the identity number, which never changes.
func personAAD(index []byte) string { return "persons|sealed|" + string(index) }

// EnsurePerson finds the person with this identity number and refreshes name, phone and level, or adds a
// new one with p.ID. Answers the person as stored. A zero NoticeAt leaves the stored one.
func (s *Store) EnsurePerson(ctx context.Context, p Person) (Person, error) {
	if p.IDNo == "" {
		return p, broken("a person without an identity number")
	}
	index := s.opt.Seal.Index(indexIDNo, p.IDNo)
	plain, err := json.Marshal(personBody{p.IDNo, p.Phone})
	if err != nil {
		return p, fault.Wrap(err, "writing a person")
	}
	sealed, err := s.opt.Seal.Seal(personAAD(index), plain)
	if err != nil {
		return p, fault.Wrap(err, "sealing a person")
	}
	var phone any
	if p.Phone != "" {
		phone = s.opt.Seal.Index(indexPhone, p.Phone)
	}
	now := micros(s.now())
	var notice, created int64
	err = s.db.returning(ctx, []any{&p.ID, &notice, &created}, `INSERT INTO persons
		(id, kind, name, sealed, id_index, phone_index, level, notice_at, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
		ON CONFLICT (id_index) DO UPDATE SET name = excluded.name, sealed = excluded.sealed,
			phone_index = excluded.phone_index, level = excluded.level, updated_at = excluded.updated_at,
			notice_at = CASE WHEN excluded.notice_at = 0 THEN persons.notice_at ELSE excluded.notice_at END
		RETURNING id, notice_at, created_at`,
		p.ID, p.Kind, p.Name, sealed, index, phone, p.Level, micros(p.NoticeAt), now)
	p.NoticeAt, p.CreatedAt, p.UpdatedAt = moment(notice), moment(created), moment(now)
	return p, fault.Wrap(err, "writing a person")
}

const personColumns = "SELECT id, kind, name, sealed, id_index, level, notice_at, created_at, updated_at FROM persons WHERE "

func (s *Store) scanPerson(r row) (p Person, err error) {
	var sealed, index []byte
	var notice, created, updated int64
	if err = r.Scan(&p.ID, &p.Kind, &p.Name, &sealed, &index, &p.Level, &notice, &created, &updated); err != nil {
		return p, err
	}
	p.NoticeAt, p.CreatedAt, p.UpdatedAt = moment(notice), moment(created), moment(updated)
	plain, err := s.opt.Seal.Open(personAAD(index), sealed)
	if err != nil {
		return p, err
	}
	var body personBody
	err = json.Unmarshal(plain, &body)
	p.IDNo, p.Phone = body.IDNo, body.Phone
	return p, err
}

// Person reads a person. Fault: NotFound store.no_person.
func (s *Store) Person(ctx context.Context, id ident.PersonID) (Person, error) {
	return s.person(ctx, "id = $1", string(id))
}

// PersonByIDNo finds a person by identity number. Fault: NotFound store.no_person.
func (s *Store) PersonByIDNo(ctx context.Context, idNo string) (Person, error) {
	return s.person(ctx, "id_index = $1", s.opt.Seal.Index(indexIDNo, idNo))
}

func (s *Store) person(ctx context.Context, where string, arg any) (Person, error) {
	p, err := first(ctx, s.db, s.scanPerson, personColumns+where, arg)
	if errors.Is(err, errNoRow) {
		return p, fault.New(fault.NotFound, "store.no_person")
	}
	return p, fault.Wrap(err, "reading a person")
}

// PersonsByPhone finds persons by telephone number; at most a hundred.
func (s *Store) PersonsByPhone(ctx context.Context, phone string) ([]Person, error) {
	ps, err := all(ctx, s.db, s.scanPerson, personColumns+"phone_index = $1 ORDER BY id LIMIT 100",
		s.opt.Seal.Index(indexPhone, phone))
	return ps, fault.Wrap(err, "looking for persons by telephone number")
}

// SetCompanies replaces the enterprises for which a person may act.
func (s *Store) SetCompanies(ctx context.Context, id ident.PersonID, companies []Company) error {
	b := &batch{}
	b.add("DELETE FROM companies WHERE person = $1", id)
	for _, c := range companies {
		b.add(`INSERT INTO companies (person, uscc, name, role) VALUES ($1, $2, $3, $4)
			ON CONFLICT (person, uscc) DO UPDATE SET name = excluded.name, role = excluded.role`, id, c.USCC, c.Name, c.Role)
	}
	return fault.Wrap(s.db.write(ctx, b), "writing the enterprises of a person")
}

// Companies lists the enterprises for which a person may act.
func (s *Store) Companies(ctx context.Context, id ident.PersonID) ([]Company, error) {
	cs, err := all(ctx, s.db, func(r row) (c Company, err error) { return c, r.Scan(&c.USCC, &c.Name, &c.Role) },
		"SELECT uscc, name, role FROM companies WHERE person = $1 ORDER BY uscc", id)
	return cs, fault.Wrap(err, "listing the enterprises of a person")
}
