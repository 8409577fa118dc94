package store

import (
	"context"
	"encoding/json"
	"errors"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// deliveryBody is the sealed part of a wish: to whom and where.
type deliveryBody struct {
	Recipient string `json:"recipient,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Address   string `json:"address,omitempty"`
}

func deliveryAAD(id ident.CaseID) string { return "deliveries|sealed|" + string(id) }

// delivery writes what an act said about the delivery. Another way than the post leaves no address behind.
func (b *batch) delivery(s *Store, id ident.CaseID, d *casework.DeliveryWish) error {
	if d == nil {
		return nil
	}
	if d.Way != casework.ByPost {
		b.add("DELETE FROM deliveries WHERE case_id = $1", id)
		return nil
	}
	plain, err := json.Marshal(deliveryBody{d.Recipient, d.Phone, d.Address})
	if err != nil {
		return fault.Wrap(err, "writing a delivery")
	}
	sealed, err := s.opt.Seal.Seal(deliveryAAD(id), plain)
	if err != nil {
		return fault.Wrap(err, "sealing a delivery")
	}
	b.add(`INSERT INTO deliveries (case_id, sealed, updated_at) VALUES ($1, $2, $3)
		ON CONFLICT (case_id) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at`,
		id, sealed, micros(s.now()))
	return nil
}

// FillDelivery puts recipient, telephone number and address into the wish of a case that goes by post: for its
// applicant and for the window that hands over. Nothing happens for other ways.
func (s *Store) FillDelivery(ctx context.Context, c *casework.Case) error {
	if c.Delivery == nil || c.Delivery.Way != casework.ByPost {
		return nil
	}
	var sealed []byte
	err := one(ctx, s.db, []any{&sealed}, "SELECT sealed FROM deliveries WHERE case_id = $1", c.ID)
	if errors.Is(err, errNoRow) {
		return nil // erased
	}
	var plain []byte
	if err == nil {
		plain, err = s.opt.Seal.Open(deliveryAAD(c.ID), sealed)
	}
	var body deliveryBody
	if err == nil {
		err = json.Unmarshal(plain, &body)
	}
	c.Delivery.Recipient, c.Delivery.Phone, c.Delivery.Address = body.Recipient, body.Phone, body.Address
	return fault.Wrap(err, "reading a delivery")
}
