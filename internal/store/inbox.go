package store

import (
	"context"
	"encoding/json"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// InboxMessage is a message to a person, readable in the portal.
type InboxMessage struct {
	ID   int64
	No   ident.CaseNo
	Read bool
	casework.Message
}

// Inbox is one page of a person's messages, newest first.
type Inbox struct {
	Messages []InboxMessage
	Unread   int
	Pages    Pages
}

// Inbox reads a person's messages.
func (s *Store) Inbox(ctx context.Context, person ident.PersonID, p Page) (Inbox, error) {
	cur, err := p.cursor(true, "id", "id", keyInt)
	if err != nil {
		return Inbox{}, err
	}
	var args params
	text := "SELECT id, case_no, is_read, body FROM inbox WHERE person = " + args.put(person) + cur.where(&args) + cur.order(&args)
	messages, err := all(ctx, s.db, func(r row) (m InboxMessage, err error) {
		var body string
		if err = r.Scan(&m.ID, &m.No, &m.Read, &body); err == nil {
			err = json.Unmarshal([]byte(body), &m.Message)
		}
		return m, err
	}, text, args...)
	if err != nil {
		return Inbox{}, fault.Wrap(err, "reading an inbox")
	}
	box := Inbox{}
	box.Messages, box.Pages = paginate(cur, messages, func(m InboxMessage) (any, string) { return m.ID, strconv.FormatInt(m.ID, 10) })
	box.Unread, err = s.Unread(ctx, person)
	return box, err
}

// Unread counts a person's unread messages.
func (s *Store) Unread(ctx context.Context, person ident.PersonID) (int, error) {
	var n int
	err := one(ctx, s.db, []any{&n}, "SELECT count(*) FROM inbox WHERE person = $1 AND is_read = FALSE", person)
	return n, fault.Wrap(err, "counting unread messages")
}

// MarkRead marks messages of this person as read: all with ID <= upTo.
func (s *Store) MarkRead(ctx context.Context, person ident.PersonID, upTo int64) error {
	_, err := s.db.exec(ctx, "UPDATE inbox SET is_read = TRUE WHERE person = $1 AND id <= $2 AND is_read = FALSE", person, upTo)
	return fault.Wrap(err, "marking messages as read")
}

// MarkOneRead marks one message of this person as read.
func (s *Store) MarkOneRead(ctx context.Context, person ident.PersonID, id int64) error {
	_, err := s.db.exec(ctx, "UPDATE inbox SET is_read = TRUE WHERE person = $1 AND id = $2 AND is_read = FALSE", person, id)
	return fault.Wrap(err, "marking a message as read")
}
