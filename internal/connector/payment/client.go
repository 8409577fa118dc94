package payment

import (
	"context"
	"errors"
	"net/url"

	"lianban/internal/base/fault"
	"lianban/internal/connector/outbound"
)

// Client speaks to a payment system over HTTP: POST {url}/bills with a Bill answers {"address": …}; POST {url}/payments with
// {"order": …} answers {"payments": [Money …]}. Both may be repeated.
type Client struct {
	out      *outbound.Client
	provider string
}

// NewClient makes a client.
func NewClient(c Config) (*Client, error) {
	if c.Provider == "" {
		return nil, errors.New("payment: the provider needs a name")
	}
	out, err := outbound.New(c.Outbound)
	if err != nil {
		return nil, err
	}
	return &Client{out: out, provider: c.Provider}, nil
}

// Begin opens a payment. An answer that is no web address is as good as none.
func (c *Client) Begin(ctx context.Context, b Bill) (string, error) {
	var answer struct {
		Address string `json:"address"`
	}
	if err := c.out.Post(ctx, "bills", b.Order, b, &answer); err != nil {
		return "", down(err)
	}
	u, err := url.Parse(answer.Address)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return "", down(errors.New("payment: the system answered no address"))
	}
	return answer.Address, nil
}

// Came answers what came in. Lines that name another order or no amount are not believed.
func (c *Client) Came(ctx context.Context, order string) ([]Money, error) {
	var answer struct {
		Payments []Money `json:"payments"`
	}
	if err := c.out.Post(ctx, "payments", "", map[string]string{"order": order}, &answer); err != nil {
		return nil, down(err)
	}
	var out []Money
	for _, m := range answer.Payments {
		if m.Order != order || m.Receipt == "" || m.Fen <= 0 {
			continue
		}
		m.Provider = c.provider
		out = append(out, m)
	}
	return out, nil
}

func down(err error) error {
	f := fault.New(fault.Unavailable, "payment.down")
	f.Cause = err
	return f
}
