package message

import (
	"context"
	"errors"
	"net/http"

	"lianban/internal/base/fault"
	"lianban/internal/connector/outbound"
)

// Client hands messages to a gateway over HTTP: POST {url}/messages with the Message as JSON and its ID as
// Idempotency-Key, so that an attempt whose answer was lost does not send twice.
type Client struct {
	out  *outbound.Client
	sign string
}

// NewClient makes a client.
func NewClient(c Config) (*Client, error) {
	out, err := outbound.New(c.Outbound)
	if err != nil {
		return nil, err
	}
	return &Client{out: out, sign: c.Sign}, nil
}

// Send hands one message to the gateway. Only what the gateway says about this one message is final: a wrong token or
// address is mended by somebody, and the message waits for that.
func (c *Client) Send(ctx context.Context, m Message) error {
	if m.Channel == SMS {
		m.Text = c.sign + m.Text
	}
	err := c.out.Post(ctx, "messages", m.ID, m, nil)
	if err == nil {
		return nil
	}
	f := fault.New(fault.Unavailable, "message.down")
	var status *outbound.StatusError
	if errors.As(err, &status) && (status.Status == http.StatusBadRequest || status.Status == http.StatusUnprocessableEntity) {
		f = fault.New(fault.Invalid, "message.refused")
	}
	f.Cause = err
	return f
}
