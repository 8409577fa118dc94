package register

import (
	"context"
	"errors"
	"net/http"

	"lianban/internal/base/fault"
	"lianban/internal/connector/outbound"
	"lianban/internal/domain/calendar"
)

// Client asks a data-sharing platform over HTTP. Numbers of persons travel in bodies, never in addresses.
//
//	POST {url}/lookup        {"register", "person": {"kind", "id_no", "name"}, "fields": [...]}  →  {"fields": {...}}
//	POST {url}/certificates  {"person": {...}}                                                    →  {"certificates": [...]}
//
// 404 means that the register knows nobody like this.
type Client struct{ out *outbound.Client }

// NewClient makes a client.
func NewClient(c Config) (*Client, error) {
	out, err := outbound.New(c.Outbound)
	if err != nil {
		return nil, err
	}
	return &Client{out: out}, nil
}

type wirePerson struct {
	Kind string `json:"kind"`
	IDNo string `json:"id_no"`
	Name string `json:"name"`
}

type wireCertificate struct {
	Material string            `json:"material"`
	Name     string            `json:"name"`
	No       string            `json:"no"`
	Holder   string            `json:"holder"`
	Issuer   string            `json:"issuer"`
	Issued   calendar.Day      `json:"issued"`
	Until    calendar.Day      `json:"until"`
	Fields   map[string]string `json:"fields"`
}

// Lookup asks one register for fields of a person or enterprise. Only fields that were asked for come back,
// whatever the platform sends.
func (c *Client) Lookup(ctx context.Context, register string, p Person, fields []string) (map[string]string, error) {
	in := map[string]any{"register": register, "person": wirePerson(p), "fields": fields}
	var out struct {
		Fields map[string]string `json:"fields"`
	}
	if err := c.out.Post(ctx, "lookup", "", in, &out); err != nil {
		return nil, answerFault(register, err)
	}
	return only(out.Fields, fields), nil
}

// Certificates asks the certificate store.
func (c *Client) Certificates(ctx context.Context, p Person) ([]Certificate, error) {
	var out struct {
		Certificates []wireCertificate `json:"certificates"`
	}
	if err := c.out.Post(ctx, "certificates", "", map[string]any{"person": wirePerson(p)}, &out); err != nil {
		return nil, answerFault(CertificateStore, err)
	}
	list := make([]Certificate, len(out.Certificates))
	for i, w := range out.Certificates {
		list[i] = Certificate(w)
	}
	return list, nil
}

// only keeps what was asked for.
func only(all map[string]string, fields []string) map[string]string {
	got := make(map[string]string, len(fields))
	for _, f := range fields {
		if v, ok := all[f]; ok && v != "" {
			got[f] = v
		}
	}
	return got
}

// answerFault says what went wrong; whatever it is, the paper turns into an upload.
func answerFault(register string, err error) error {
	kind, key := fault.Unavailable, "register.down"
	var status *outbound.StatusError
	if errors.As(err, &status) && status.Status == http.StatusNotFound {
		kind, key = fault.NotFound, "register.no_record"
	}
	f := fault.New(kind, key, "register", register)
	f.Cause = err
	return f
}
