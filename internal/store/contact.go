package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// Contact is how a person wants to hear of news. The inbox has it in any case.
type Contact struct {
	Person  ident.PersonID
	SMS     bool      // to the telephone number that the identity provider knows
	Mail    bool      // to Address
	AnyTime bool      // also during the quiet hours
	Address string    // e-mail address that answered with its code; sealed
	Asked   string    // address that waits for its code; sealed
	AskedAt time.Time // when the code was asked for
	Tries   int       // wrong codes since then
	Version int64     // 0: the person never chose
}

// contactBody is the sealed part of a contact.
type contactBody struct {
	Address string `json:"address,omitempty"`
	Asked   string `json:"asked,omitempty"`
}

func (c Contact) aad() string { return "contacts|sealed|" + string(c.Person) }

// Contact answers how a person wants to hear of news: by short message, unless the person chose otherwise.
func (s *Store) Contact(ctx context.Context, person ident.PersonID) (Contact, error) {
	c := Contact{Person: person}
	var sealed []byte
	var asked int64
	err := one(ctx, s.db, []any{&c.SMS, &c.Mail, &c.AnyTime, &sealed, &asked, &c.Tries, &c.Version},
		"SELECT sms, mail, any_time, sealed, asked_at, tries, version FROM contacts WHERE person = $1", person)
	if errors.Is(err, errNoRow) {
		return Contact{Person: person, SMS: true}, nil
	}
	if err != nil {
		return c, fault.Wrap(err, "reading a contact")
	}
	plain, err := s.opt.Seal.Open(c.aad(), sealed)
	if err != nil {
		return c, fault.Wrap(err, "opening a contact")
	}
	var body contactBody
	err = json.Unmarshal(plain, &body)
	c.Address, c.Asked, c.AskedAt = body.Address, body.Asked, moment(asked)
	return c, fault.Wrap(err, "reading a contact")
}

// SaveContact writes a contact whose Version is the one that was read and answers it with the next; the messages go
// into the outbox with it. Fault: Conflict store.contact_changed.
func (s *Store) SaveContact(ctx context.Context, c Contact, tell ...casework.Message) (Contact, error) {
	plain, err := json.Marshal(contactBody{c.Address, c.Asked})
	if err != nil {
		return c, fault.Wrap(err, "writing a contact")
	}
	sealed, err := s.opt.Seal.Seal(c.aad(), plain)
	if err != nil {
		return c, fault.Wrap(err, "sealing a contact")
	}
	had := c.Version
	c.Version++
	args := []any{c.Person, c.SMS, c.Mail, c.AnyTime, sealed, micros(c.AskedAt), c.Tries, c.Version}
	b := &batch{}
	if had == 0 {
		b.add(`INSERT INTO contacts (person, sms, mail, any_time, sealed, asked_at, tries, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, args...)
	} else {
		b.add(`UPDATE contacts SET sms = $2, mail = $3, any_time = $4, sealed = $5, asked_at = $6, tries = $7,
			version = CASE WHEN version = $9 THEN $8 ELSE -1 END WHERE person = $1`, append(args, had)...)
	}
	for _, m := range tell {
		if err := b.tell(m); err != nil {
			return c, err
		}
	}
	err = s.db.write(ctx, b)
	if clashOn(err, "contacts") {
		return c, fault.New(fault.Conflict, "store.contact_changed")
	}
	return c, fault.Wrap(err, "writing a contact")
}

// ContactCode is the code of six digits by which the address that was asked for is confirmed. It stands in no table.
func (s *Store) ContactCode(c Contact) string {
	sum := s.opt.Seal.Index(indexCode, string(c.Person)+"|"+c.Asked+"|"+strconv.FormatInt(micros(c.AskedAt), 10))
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum[:8])%1_000_000)
}
