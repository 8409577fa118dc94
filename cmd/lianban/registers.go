package main

import (
	"context"
	"maps"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/connector/register"
)

// registers lends a connector to filing: the person and, where one is acted for, the enterprise are asked.
type registers struct{ of register.Register }

// Lookup merges what a register knows about the person and about the enterprise.
func (r registers) Lookup(ctx context.Context, name string, about filing.Subject, fields []string) (map[string]string, error) {
	out := map[string]string{}
	for _, p := range parties(about) {
		got, err := r.of.Lookup(ctx, name, p, fields)
		if fault.Is(err, fault.NotFound) {
			continue // no record is an answer
		}
		if err != nil {
			return nil, err
		}
		maps.Copy(out, got)
	}
	return out, nil
}

// Certificates lists those of the person and of the enterprise.
func (r registers) Certificates(ctx context.Context, about filing.Subject) ([]filing.Certificate, error) {
	var out []filing.Certificate
	for _, p := range parties(about) {
		got, err := r.of.Certificates(ctx, p)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, c := range got {
			out = append(out, filing.Certificate{
				Material: c.Material, Number: c.No, Holder: c.Holder, Issuer: c.Issuer,
				Issued: c.Issued.String(), Until: c.Until.String(),
			})
		}
	}
	return out, nil
}

func parties(about filing.Subject) []register.Person {
	out := []register.Person{{Kind: "person", IDNo: about.IDNo, Name: about.Name}}
	if about.USCC != "" {
		out = append(out, register.Person{Kind: "enterprise", IDNo: about.USCC})
	}
	return out
}

// nobody answers for commands that never ask a register, and for a city that has none connected: everything
// is then asked of the applicant.
type nobody struct{}

func (nobody) Lookup(context.Context, string, filing.Subject, []string) (map[string]string, error) {
	return nil, fault.New(fault.Unavailable, "register.down")
}

func (nobody) Certificates(context.Context, filing.Subject) ([]filing.Certificate, error) {
	return nil, fault.New(fault.Unavailable, "register.down")
}
