package store

import (
	"context"
	"encoding/json"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// Consent is one consent to share (同意共享): given when a draft was begun, for all that its plan asks of a register, or later for
// one item of a case. It never holds a value.
type Consent struct {
	ID       string         `json:"-"`
	Person   ident.PersonID `json:"-"`
	Draft    ident.DraftID  `json:"-"` // given with it; empty: for an item
	Case     ident.CaseID   `json:"-"` // empty while the draft is none
	Slot     string         `json:"-"`
	Register string         `json:"-"` // slug
	Trial    bool           `json:"-"`
	Given    time.Time      `json:"-"`
	Withdrew time.Time      `json:"-"` // zero: it stands

	Source  string   `json:"source"`  // name of the register
	Owner   string   `json:"owner"`   // name of the department that keeps it
	Office  string   `json:"office"`  // who may read; empty: the departments of the matter
	Purpose string   `json:"purpose"` // name of the item or of the scenario
	Names   []string `json:"names"`   // what is asked for, as people read it
	Outcome string   `json:"outcome"` // of the latest read: found, no_record, down; empty: none yet
}

// SharedRecord is what a register gave under a consent for an item. It is sealed in the database.
type SharedRecord struct {
	Consent string        `json:"-"`
	Slot    string        `json:"-"`
	Source  string        `json:"source"` // name of the register
	At      time.Time     `json:"at"`
	Things  []SharedThing `json:"things"`
}

// SharedThing is one value of a record: a fact, or a part of a paper.
type SharedThing struct {
	Material string `json:"material,omitempty"` // key; empty: a field of the form
	Field    string `json:"field,omitempty"`    // key; of a certificate the name of its part
	Label    string `json:"label"`
	Shown    string `json:"shown"`
}

const putConsent = `INSERT INTO consents (id, person, draft_id, case_id, slot, register, trial, given, withdrew, body)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
	ON CONFLICT (id) DO UPDATE SET withdrew = excluded.withdrew, body = excluded.body`

func (b *batch) consent(x Consent) error {
	body, err := json.Marshal(x)
	if err != nil {
		return fault.Wrap(err, "writing a consent")
	}
	withdrew := int64(0)
	if !x.Withdrew.IsZero() {
		withdrew = micros(x.Withdrew)
	}
	b.add(putConsent, x.ID, x.Person, x.Draft, x.Case, x.Slot, x.Register, x.Trial, micros(x.Given), withdrew, string(body))
	return nil
}

// consents rewrites what the applicant consented to for an item.
func (b *batch) consents(c *casework.Case, it *casework.ItemCase) error {
	for _, x := range it.Consents {
		row := Consent{
			ID: x.ID, Person: c.Applicant.Person, Case: c.ID, Slot: it.Slot, Register: x.Register, Trial: c.Trial, Given: x.Given, Withdrew: x.Withdrew,
			Source: x.Source, Owner: x.Owner, Office: it.Office, Purpose: it.Name, Names: x.Names, Outcome: x.Outcome,
		}
		if err := b.consent(row); err != nil {
			return err
		}
	}
	return nil
}

// AddConsents writes down what a person allowed when a draft was begun, before a register is asked.
func (s *Store) AddConsents(ctx context.Context, list ...Consent) error {
	b := &batch{}
	for _, x := range list {
		if err := b.consent(x); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		return nil
	}
	return fault.Wrap(s.db.write(ctx, b), "writing consents")
}

// ConsentList is one page of consents, newest first.
type ConsentList struct {
	Consents []Consent
	Pages    Pages
}

const consentColumns = "id, person, draft_id, case_id, slot, register, trial, given, withdrew, body"

func scanConsent(r row) (x Consent, err error) {
	var given, withdrew int64
	var body string
	if err = r.Scan(&x.ID, &x.Person, &x.Draft, &x.Case, &x.Slot, &x.Register, &x.Trial, &given, &withdrew, &body); err == nil {
		x.Given = moment(given)
		if withdrew != 0 {
			x.Withdrew = moment(withdrew)
		}
		err = json.Unmarshal([]byte(body), &x)
	}
	return x, err
}

// ConsentsOf lists what a person consented to; of rehearsals only with trial.
func (s *Store) ConsentsOf(ctx context.Context, person ident.PersonID, trial bool, p Page) (ConsentList, error) {
	cur, err := p.cursor(true, "given", "id", keyInt)
	if err != nil {
		return ConsentList{}, err
	}
	var args params
	text := "SELECT " + consentColumns + " FROM consents WHERE person = " + args.put(person) + " AND trial = " + args.put(trial) +
		cur.where(&args) + cur.order(&args)
	rows, err := all(ctx, s.db, scanConsent, text, args...)
	if err != nil {
		return ConsentList{}, fault.Wrap(err, "listing consents")
	}
	list := ConsentList{}
	list.Consents, list.Pages = paginate(cur, rows, func(x Consent) (any, string) { return micros(x.Given), x.ID })
	return list, nil
}

// ConsentOf reads one consent of a person. Fault: NotFound store.no_consent.
func (s *Store) ConsentOf(ctx context.Context, person ident.PersonID, id string) (Consent, error) {
	list, err := all(ctx, s.db, scanConsent, "SELECT "+consentColumns+" FROM consents WHERE id = $1 AND person = $2", id, person)
	if err == nil && len(list) == 0 {
		return Consent{}, fault.New(fault.NotFound, "store.no_consent")
	}
	if err != nil {
		return Consent{}, fault.Wrap(err, "reading a consent")
	}
	return list[0], nil
}

// WithdrawConsent takes back a consent that was given with a draft; one for an item is taken back by its case.
func (s *Store) WithdrawConsent(ctx context.Context, id string, at time.Time) error {
	_, err := s.db.exec(ctx, "UPDATE consents SET withdrew = $2 WHERE id = $1 AND withdrew = 0 AND draft_id <> ''", id, micros(at))
	return fault.Wrap(err, "taking a consent back")
}

// Withheld lists the registers that may not be read any more for an item of a case: every consent to read them was taken back.
// Consents for other items say nothing.
func (s *Store) Withheld(ctx context.Context, c ident.CaseID, slot string) ([]string, error) {
	out, err := all(ctx, s.db, func(r row) (x string, err error) { return x, r.Scan(&x) },
		`SELECT register FROM consents WHERE case_id = $1 AND case_id <> '' AND slot IN ('', $2)
		GROUP BY register HAVING MIN(withdrew) > 0 ORDER BY register`, c, slot)
	return out, fault.Wrap(err, "reading consents that were taken back")
}

func sharedAAD(consent string) string { return "shared_records|sealed|" + consent }

// KeepShared keeps what a register gave under a consent, with the change that records it. A later answer takes its place.
func KeepShared(x SharedRecord) Extra {
	return func(s *Store, b *batch, c *casework.Case) error {
		plain, err := json.Marshal(x)
		if err != nil {
			return fault.Wrap(err, "writing a shared record")
		}
		sealed, err := s.opt.Seal.Seal(sharedAAD(x.Consent), plain)
		if err != nil {
			return fault.Wrap(err, "sealing a shared record")
		}
		b.add(`INSERT INTO shared_records (consent, case_id, slot, sealed) VALUES ($1, $2, $3, $4)
			ON CONFLICT (consent) DO UPDATE SET sealed = excluded.sealed`, x.Consent, c.ID, x.Slot, sealed)
		return nil
	}
}

// SharedRecords reads what registers gave for an item of a case under consents, oldest first.
func (s *Store) SharedRecords(ctx context.Context, c ident.CaseID, slot string) ([]SharedRecord, error) {
	out, err := all(ctx, s.db, func(r row) (x SharedRecord, err error) {
		var sealed, plain []byte
		if err = r.Scan(&x.Consent, &x.Slot, &sealed); err != nil {
			return x, err
		}
		if plain, err = s.opt.Seal.Open(sharedAAD(x.Consent), sealed); err == nil {
			err = json.Unmarshal(plain, &x)
		}
		return x, err
	}, `SELECT r.consent, r.slot, r.sealed FROM shared_records r JOIN consents x ON x.id = r.consent
		WHERE r.case_id = $1 AND r.slot = $2 ORDER BY x.given, r.consent`, c, slot)
	return out, fault.Wrap(err, "reading shared records")
}
