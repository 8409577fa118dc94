package store

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/domain/audit"
)

// Write is one row that is written together with its entry in the audit log; the functions named Put… and Drop… make them.
type Write func(s *Store, b *batch) error

// Noting is what an act of administration writes and what it leaves in the audit log.
type Noting struct {
	Writes  []Write
	Entries []audit.Entry // without place in the chain; the store seals them
}

// auditTries is how often the next place in the chain is tried for. Nodes race for it; within one node acts queue up.
const auditTries = 30

// Noted runs decide and writes what it answers, in one batch, all over all nodes one after the other: the place in the
// chain is a primary key, and who lost the race for it decides again on what is there now. So "the last one" cannot be
// taken away twice. decide reads what it needs and has no effects; nothing to write and nothing to note writes nothing.
func (s *Store) Noted(ctx context.Context, decide func(context.Context) (Noting, error)) error {
	unlock, err := s.locks.lock(ctx, "audit")
	if err != nil {
		return fault.Wrap(err, "waiting for the audit log")
	}
	defer unlock()
	for range auditTries {
		head, err := s.auditHead(ctx)
		if err != nil {
			return err
		}
		n, err := decide(ctx)
		if err != nil || len(n.Writes)+len(n.Entries) == 0 {
			return err
		}
		b := &batch{}
		if err := b.audit(s, n.Entries, head); err != nil {
			return err
		}
		for _, w := range n.Writes {
			if err := w(s, b); err != nil {
				return err
			}
		}
		switch err := s.db.write(ctx, b); {
		case err == nil:
			return nil
		case clashOn(err, "staff"):
			return fault.New(fault.Conflict, "store.staff_changed")
		case clashOn(err, "reviews"):
			return fault.New(fault.Conflict, "improvement.changed")
		case !clashOn(err, "audit"):
			return fault.Wrap(err, "writing an act of administration")
		}
	}
	return fault.New(fault.Unavailable, "store.busy")
}

// audit writes entries behind the head of the chain.
func (b *batch) audit(s *Store, entries []audit.Entry, head audit.Chain) error {
	for _, e := range entries {
		e.At = moment(micros(s.now()))
		e = e.Sealed(head.Seq+1, head.Head)
		head = audit.Chain{Seq: e.Seq, Head: e.Hash}
		body, err := json.Marshal(e)
		if err != nil {
			return fault.Wrap(err, "writing an entry of the audit log")
		}
		b.add("INSERT INTO audit (seq, at, actor, verb, about, outcome, body) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			e.Seq, micros(e.At), e.Actor.ID, e.Verb, e.About.ID, string(e.Outcome), string(body))
	}
	return nil
}

// auditHead answers where the chain ends.
func (s *Store) auditHead(ctx context.Context) (audit.Chain, error) {
	e, err := first(ctx, s.db, scanAudit, "SELECT body FROM audit ORDER BY seq DESC LIMIT 1")
	if errors.Is(err, errNoRow) {
		return audit.Chain{}, nil
	}
	return audit.Chain{Seq: e.Seq, Head: e.Hash}, fault.Wrap(err, "reading the head of the audit log")
}

func scanAudit(r row) (e audit.Entry, err error) {
	var body string
	if err = r.Scan(&body); err == nil {
		err = json.Unmarshal([]byte(body), &e)
	}
	e.At = moment(micros(e.At))
	return e, err
}

// AuditFilter narrows the audit log; zero values do not.
type AuditFilter struct {
	Actor   string // StaffID
	About   string // what it was about
	Verb    string
	Outcome audit.Outcome
	From    time.Time // at or after
	Until   time.Time // before
}

// AuditList is one page of the audit log, newest first.
type AuditList struct {
	Entries []audit.Entry
	Pages   Pages
}

// Audit lists the audit log.
func (s *Store) Audit(ctx context.Context, f AuditFilter, p Page) (AuditList, error) {
	cur, err := p.cursor(true, "seq", "seq", keyInt)
	if err != nil {
		return AuditList{}, err
	}
	var args params
	text := "SELECT body FROM audit WHERE 1 = 1"
	for _, x := range [][2]string{{"actor", f.Actor}, {"about", f.About}, {"verb", f.Verb}, {"outcome", string(f.Outcome)}} {
		if x[1] != "" {
			text += " AND " + x[0] + " = " + args.put(x[1])
		}
	}
	if !f.From.IsZero() {
		text += " AND at >= " + args.put(micros(f.From))
	}
	if !f.Until.IsZero() {
		text += " AND at < " + args.put(micros(f.Until))
	}
	rows, err := all(ctx, s.db, scanAudit, text+cur.where(&args)+cur.order(&args), args...)
	if err != nil {
		return AuditList{}, fault.Wrap(err, "reading the audit log")
	}
	var list AuditList
	list.Entries, list.Pages = paginate(cur, rows, func(e audit.Entry) (any, string) { return e.Seq, strconv.FormatInt(e.Seq, 10) })
	return list, nil
}

// auditPage is how many entries a check of the chain reads at a time.
const auditPage = 1000

// VerifyAudit checks the whole chain from its first entry and answers where it ends. bad names the first bad entry;
// err says that it could not be read.
func (s *Store) VerifyAudit(ctx context.Context) (c audit.Chain, bad, err error) {
	last := int64(0) // of what was read: a moved entry must not make the reading stand still
	for {
		rows, err := all(ctx, s.db, func(r row) (e audit.Entry, err error) {
			if e, err = scanAudit(r); err != nil {
				return audit.Entry{Seq: -1}, nil // what cannot be read was changed
			}
			return e, nil
		}, "SELECT body FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2", last, auditPage)
		if err != nil {
			return c, nil, fault.Wrap(err, "reading the audit log")
		}
		for _, e := range rows {
			if bad := c.Next(e); bad != nil {
				return c, bad, nil
			}
			last = e.Seq
		}
		if len(rows) < auditPage {
			return c, nil, nil
		}
	}
}
