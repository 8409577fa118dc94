package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
)

func reviewAAD(id ident.CaseID) string { return "reviews|body|" + string(id) }

// openReview reads the sealed part of a review.
func (s *Store) openReview(id ident.CaseID, version int64, sealed []byte) (*improvement.Review, error) {
	plain, err := s.opt.Seal.Open(reviewAAD(id), sealed)
	if err != nil {
		return nil, err
	}
	r := &improvement.Review{}
	err = json.Unmarshal(plain, r)
	r.Version = version
	return r, err
}

// Review reads what was said of a case; nil: nothing.
func (s *Store) Review(ctx context.Context, id ident.CaseID) (*improvement.Review, error) {
	r, err := first(ctx, s.db, func(r row) (*improvement.Review, error) {
		var version int64
		var sealed []byte
		if err := r.Scan(&version, &sealed); err != nil {
			return nil, err
		}
		return s.openReview(id, version, sealed)
	}, "SELECT version, sealed FROM reviews WHERE case_id = $1", id)
	if errors.Is(err, errNoRow) {
		return nil, nil
	}
	return r, fault.Wrap(err, "reading a review")
}

// Rate writes what an applicant says of a case: decide is pure, may run several times, and gets the review that there is, nil
// for none. Nothing of it is written into the case. A repeat of key's idempotency key gets the review as it is now. Faults:
// NotFound store.no_case; those of decide; Conflict store.key_reused, improvement.changed after several lost races.
func (s *Store) Rate(ctx context.Context, key Key, decide func(*casework.Case, *improvement.Review) (*improvement.Review, error)) (*improvement.Review, error) {
	c, err := s.Case(ctx, key)
	if err != nil {
		return nil, err
	}
	unlock, err := s.locks.lock(ctx, "review\x00"+string(c.ID))
	if err != nil {
		return nil, err
	}
	defer unlock()
	var lost error
	for try := range tries {
		if err := breathe(ctx, try); err != nil {
			return nil, err
		}
		had, err := s.Review(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		if key.once.Key != "" {
			if _, _, seen, err := s.recall(ctx, key.once); seen || err != nil {
				return had, err
			}
		}
		r, err := decide(c, had)
		if err != nil {
			return nil, err
		}
		b := &batch{}
		if err := b.review(s, r); err != nil {
			return nil, err
		}
		if o := key.once; o.Key != "" {
			b.add(insertOnce, o.Scope, o.Key, o.hash(), time.Now().UnixMicro(), 0, []byte("{}"))
		}
		if lost = s.db.write(ctx, b); lost == nil {
			return r, nil
		}
		if !clashOn(lost, "reviews", "idempotency") {
			return nil, fault.Wrap(lost, "writing a review")
		}
	}
	f := fault.New(fault.Conflict, "improvement.changed")
	f.Cause = lost
	return nil, f
}

// PutReview writes what became of a review, and tells who rated, in the batch of its entry in the audit log.
func PutReview(r *improvement.Review, c *casework.Case, tells ...casework.Message) Write {
	return func(s *Store, b *batch) error {
		if err := b.review(s, r); err != nil {
			return err
		}
		for _, m := range tells {
			if err := b.message(c, m); err != nil {
				return err
			}
		}
		return nil
	}
}

// review writes a review with the rows of what was bad. Its version rises by one, as it will be read.
func (b *batch) review(s *Store, r *improvement.Review) error {
	plain, err := json.Marshal(r)
	if err != nil {
		return fault.Wrap(err, "writing a review")
	}
	sealed, err := s.opt.Seal.Seal(reviewAAD(r.Case), plain)
	if err != nil {
		return fault.Wrap(err, "sealing a review")
	}
	had := r.Version
	r.Version++
	if had > 0 {
		b.add(`UPDATE reviews SET grade = $2, rated_on = $3, sealed = $4, version = CASE WHEN version = $5 THEN $6 ELSE -1 END WHERE case_id = $1`,
			r.Case, string(r.Grade), r.On.String(), sealed, had, r.Version)
		b.add("DELETE FROM bad_reviews WHERE case_id = $1", r.Case)
	} else {
		b.add("INSERT INTO reviews (case_id, area, scenario, trial, grade, rated_on, version, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			r.Case, r.Area, r.Scenario, r.Trial, string(r.Grade), r.On.String(), r.Version, sealed)
	}
	for _, x := range r.Bad {
		b.add(`INSERT INTO bad_reviews (id, case_id, area, department, scenario, trial, anonymous, state, due) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			x.ID, r.Case, x.Area, x.Department, r.Scenario, r.Trial, r.Anonymous, string(x.State), x.Due.String())
	}
	return nil
}

// unseenBy is the condition that keeps an anonymous review from whoever acted in its case, themselves or as whom others
// stood in for: they would know whose it is.
func unseenBy(staff ident.StaffID, args *params) string {
	watching := make([]string, len(improvement.Watching))
	for i, v := range improvement.Watching {
		watching[i] = string(v)
	}
	return " AND (anonymous = FALSE OR NOT EXISTS (SELECT 1 FROM journal j WHERE j.case_id = bad_reviews.case_id AND j.actor_id <> '' AND (j.actor_id = " +
		args.put(staff) + " OR j.actor LIKE " + args.put(`%"for":"`+escapeLike(string(staff))+`"%`) + ` ESCAPE '\') AND NOT (` + in(args, "j.verb", watching) + ")))"
}

// escapeLike takes their meaning from the signs of LIKE.
func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
