package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

const insertCase = `INSERT INTO cases (id, no, person, scenario, area, trial, filed_at, seq, head, timers, version, body, clerk)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

// An update of another version violates cases__version, and with it the whole batch falls.
const updateCase = `UPDATE cases SET seq = $2, head = $3, timers = $4, body = $5,
	version = CASE WHEN version = $6 THEN $7 ELSE -1 END WHERE id = $1`

const insertEntry = `INSERT INTO journal (case_id, seq, at, day, verb, slot, actor, payload, salt, digest, prev, hash, actor_id, moment)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`

const insertOutbox = `INSERT INTO outbox (target, case_id, body, state, attempts, next_at, done_at, error)
	VALUES ($1, $2, $3, 'pending', 0, 0, 0, '')`

// What a rehearsal would tell the world is kept beside, with the reason why nobody is told: it never waits for anybody.
const keepOutbox = `INSERT INTO outbox (target, case_id, body, state, attempts, next_at, done_at, error)
	VALUES ($1, $2, $3, 'kept', 0, 0, $4, 'store.rehearsal')`

const insertInbox = `INSERT INTO inbox (person, case_id, case_no, body, is_read) VALUES ($1, $2, $3, $4, FALSE)`

// changing makes the batch of a change of a stored case; it is empty when nothing changed.
func (s *Store) changing(had *loaded, ch casework.Change, once Once, extras []Extra) (*batch, error) {
	b := &batch{}
	c := ch.Case
	if c == nil || c.ID != had.c.ID {
		return nil, broken("a change of another case than the one that was loaded")
	}
	if err := chained(ch, had.seq, had.head); err != nil {
		return nil, err
	}
	c.Version = had.version // compare what was stored with what would be stored
	body, err := caseBody(c)
	if err != nil {
		return nil, err
	}
	dues, timers := s.dues(c)
	items, err := s.itemRows(c, dues)
	if err != nil {
		return nil, err
	}
	recast := had.line != lineOf(c)
	items = slices.DeleteFunc(items, func(it itemRow) bool { return !recast && had.items[it.ID].form == it.form })
	if len(ch.Entries)+len(ch.Documents)+len(ch.Messages)+len(extras)+len(items) == 0 && once.Key == "" &&
		body == had.body && timers == had.timers {
		return b, nil
	}
	b.once(s, once, ch)
	c.Version = had.version + 1
	if body, err = caseBody(c); err != nil {
		return nil, err
	}
	b.add(updateCase, c.ID, c.Seq, c.Head, timers, body, had.version, c.Version)
	for _, it := range items {
		stored, known := had.items[it.ID]
		b.item(it, writeOf(it, stored, known, recast))
		b.feeTasks(c, it.ItemCase)
		b.requests(c, it.ItemCase)
		b.notices(c, it.ItemCase)
		b.brokenPromise(c, it.ItemCase)
		if err := b.consents(c, it.ItemCase); err != nil {
			return nil, err
		}
	}
	if timers != had.timers {
		b.add("DELETE FROM due WHERE case_id = $1", c.ID)
		b.dues(c.ID, dues)
	}
	return b, b.consequences(s, ch, extras)
}

// creating makes the batch of a new case.
func (s *Store) creating(f Filing, once Once) (*batch, error) {
	b := &batch{}
	c := f.Change.Case
	if c == nil || c.ID == "" || c.No == "" {
		return nil, broken("a new case without an identifier or a number")
	}
	if err := chained(f.Change, 0, ""); err != nil {
		return nil, err
	}
	dues, timers := s.dues(c)
	items, err := s.itemRows(c, dues)
	if err != nil {
		return nil, err
	}
	b.once(s, once, f.Change)
	b.consume(f.Draft, f.Version, c.ID)
	f.Snapshot.Case = c.ID
	if err := b.snapshot(s, f); err != nil {
		return nil, err
	}
	c.Version = 1
	body, err := caseBody(c)
	if err != nil {
		return nil, err
	}
	b.add(insertCase, c.ID, c.No, c.Applicant.Person, c.Scenario, c.Area, c.Trial, micros(c.FiledAt), c.Seq, c.Head,
		timers, c.Version, body, c.Clerk)
	for _, it := range items {
		b.item(it, insertItem)
		b.feeTasks(c, it.ItemCase)
		b.requests(c, it.ItemCase)
		b.notices(c, it.ItemCase)
		b.brokenPromise(c, it.ItemCase)
		if err := b.consents(c, it.ItemCase); err != nil {
			return nil, err
		}
	}
	b.dues(c.ID, dues)
	return b, b.consequences(s, f.Change, f.Extras)
}

// consequences writes what follows from an act: journal, documents, messages, and what the service adds.
func (b *batch) consequences(s *Store, ch casework.Change, extras []Extra) error {
	for _, e := range ch.Entries {
		if err := b.entry(ch.Case.ID, e); err != nil {
			return err
		}
	}
	for _, d := range ch.Documents {
		if err := b.document(s, ch.Case.ID, d); err != nil {
			return err
		}
	}
	for _, m := range ch.Messages {
		if err := b.message(ch.Case, m); err != nil {
			return err
		}
	}
	if err := b.delivery(s, ch.Case.ID, ch.Delivery); err != nil {
		return err
	}
	for _, x := range extras {
		if err := x(s, b, ch.Case); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) entry(id ident.CaseID, e casework.Entry) error {
	actor, err := json.Marshal(e.Actor)
	if err != nil {
		return fault.Wrap(err, "writing an actor")
	}
	var payload any
	if e.Payload != nil {
		payload = string(e.Payload)
	}
	at := e.At.Format(time.RFC3339Nano)
	b.add(insertEntry, id, e.Seq, at, dayArg(e.Day), e.Verb, e.Slot, string(actor), payload, e.Salt, e.Digest, e.Prev,
		e.Hash, deedOf(e.Actor, e.Actor.ID), deedOf(e.Actor, at))
	return nil
}

// message writes an outbox row, and for a person an inbox row. What a trial case would tell the world stays in the house:
// this is the only place in which a message of a case gets onto its way.
func (b *batch) message(c *casework.Case, m casework.Message) error {
	m.Case = c.ID
	body, err := json.Marshal(m)
	if err != nil {
		return fault.Wrap(err, "writing a message")
	}
	if c.Trial {
		b.add(keepOutbox, m.Target, c.ID, string(body), micros(m.At))
	} else {
		b.add(insertOutbox, m.Target, c.ID, string(body))
	}
	if person, ok := strings.CutPrefix(m.Target, "person:"); ok {
		b.add(insertInbox, person, c.ID, c.No, string(body))
	}
	return nil
}

func (b *batch) dues(id ident.CaseID, dues []casework.Due) {
	for _, d := range dues {
		b.add("INSERT INTO due (case_id, slot, kind, day) VALUES ($1, $2, $3, $4)", id, d.Slot, d.Kind, dayArg(d.Day))
	}
}

// dues answers the armed timers of a case, each once, and a digest by which a moved timer is seen.
func (s *Store) dues(c *casework.Case) ([]casework.Due, string) {
	if s.opt.Dues == nil {
		return nil, ""
	}
	dues := slices.Clone(s.opt.Dues(c))
	for i := range dues {
		dues[i].Case = c.ID
	}
	slices.SortFunc(dues, func(a, b casework.Due) int {
		return strings.Compare(fmt.Sprint(a.Day, a.Slot, "|", a.Kind), fmt.Sprint(b.Day, b.Slot, "|", b.Kind))
	})
	dues = slices.DeleteFunc(slices.Compact(dues), func(d casework.Due) bool { return d.Day == 0 })
	sum := sha256.New()
	for _, d := range dues {
		fmt.Fprintln(sum, d.Slot, d.Kind, d.Day)
	}
	return dues, hex.EncodeToString(sum.Sum(nil)[:16])
}

// chained says whether the entries continue the journal without a gap; anything else is a mistake of ours
// that must not be stored.
func chained(ch casework.Change, seq int, head string) error {
	for _, e := range ch.Entries {
		if seq++; e.Seq != seq {
			return broken(fmt.Sprintf("journal entry %d where %d is next", e.Seq, seq))
		}
		if e.Prev != head {
			return broken(fmt.Sprintf("journal entry %d does not follow the head of the chain", e.Seq))
		}
		head = e.Hash
	}
	if ch.Case.Seq != seq || ch.Case.Head != head {
		return broken("the case does not carry the head of its journal")
	}
	return nil
}

func broken(what string) error { return fault.Wrap(errors.New("store: "+what), "checking a change") }

// caseBody is the stored form of a case without its items.
func caseBody(c *casework.Case) (string, error) {
	bare := *c
	bare.Items = nil
	body, err := json.Marshal(&bare)
	return string(body), fault.Wrap(err, "writing a case")
}

// lineOf is what item rows repeat of their case: they are all rewritten when it changes.
func lineOf(c *casework.Case) [5]string {
	return [5]string{c.Subject, c.Applicant.Name, string(c.Applicant.Person), c.ScenarioName, c.Channel}
}

// dayArg is a day as an argument: text, or NULL for no day.
func dayArg(d calendar.Day) any {
	if d == 0 {
		return nil
	}
	return d.String()
}
