package store

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Read is one look-up of somebody's data in a register (数据调用记录): what was asked, why, and whether there
// was an answer. It never holds the values.
type Read struct {
	ID       int64          `json:"-"`
	Person   ident.PersonID `json:"-"`
	At       time.Time      `json:"-"`
	Register string         `json:"-"` // slug
	Scenario string         `json:"-"` // slug: what it was read for
	Source   string         `json:"source"`
	Purpose  string         `json:"purpose"` // name of the scenario
	Ground   string         `json:"ground"`  // consent, or the slug of a reference
	Fields   []string       `json:"fields"`  // names, as people read them
	Outcome  ReadOutcome    `json:"outcome"`
	Consent  string         `json:"consent,omitempty"` // under which it was read, where the person gave one
}

// ReadOutcome is what became of a look-up.
type ReadOutcome string

// The outcomes of a look-up.
const (
	ReadFound    ReadOutcome = "found"
	ReadNoRecord ReadOutcome = "no_record"
	ReadDown     ReadOutcome = "down"
)

// AddReads writes look-ups down.
func (s *Store) AddReads(ctx context.Context, reads ...Read) error {
	for _, r := range reads {
		body, err := json.Marshal(r)
		if err != nil {
			return fault.Wrap(err, "writing a look-up")
		}
		_, err = s.db.exec(ctx, "INSERT INTO reads (person, at, register, scenario, body) VALUES ($1, $2, $3, $4, $5)",
			r.Person, micros(r.At), r.Register, r.Scenario, string(body))
		if err != nil {
			return fault.Wrap(err, "writing a look-up")
		}
	}
	return nil
}

// ReadList is one page of look-ups, newest first.
type ReadList struct {
	Reads []Read
	Pages Pages
}

// ReadsOf lists the look-ups about a person.
func (s *Store) ReadsOf(ctx context.Context, person ident.PersonID, p Page) (ReadList, error) {
	cur, err := p.cursor(true, "id", "id", keyInt)
	if err != nil {
		return ReadList{}, err
	}
	var args params
	text := "SELECT id, at, register, scenario, body FROM reads WHERE person = " + args.put(person) + cur.where(&args) + cur.order(&args)
	rows, err := all(ctx, s.db, func(r row) (x Read, err error) {
		var at int64
		var body string
		if err = r.Scan(&x.ID, &at, &x.Register, &x.Scenario, &body); err == nil {
			x.Person, x.At = person, moment(at)
			err = json.Unmarshal([]byte(body), &x)
		}
		return x, err
	}, text, args...)
	if err != nil {
		return ReadList{}, fault.Wrap(err, "listing look-ups")
	}
	list := ReadList{}
	list.Reads, list.Pages = paginate(cur, rows, func(x Read) (any, string) { return x.ID, strconv.FormatInt(x.ID, 10) })
	return list, nil
}
