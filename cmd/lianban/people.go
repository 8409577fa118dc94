package main

import (
	"context"
	"net/url"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/connector/identity"
	"lianban/internal/connector/register"
	"lianban/internal/domain/form"
	"lianban/internal/store"
	"lianban/internal/web/citizen"
	"lianban/internal/web/window"
)

// people are the sample people of the sample city, with the registers that know them.
type people struct {
	fake *register.Fake
	list []register.Sample
	door identity.Fake
}

func samplePeople() (*people, error) {
	fake, err := register.NewFake()
	if err != nil {
		return nil, err
	}
	p := &people{fake: fake, list: fake.People()}
	for _, s := range p.list {
		one := identity.Sample{Code: s.Slug, Name: s.Name, IDNo: s.IDNo, Phone: s.Phone, Level: s.Level}
		for _, c := range s.Companies {
			one.Companies = append(one.Companies, identity.SampleCompany(c))
		}
		p.door.People = append(p.door.People, one)
	}
	return p, nil
}

// names of the first n.
func (p *people) names(n int) []string {
	var out []string
	for _, s := range p.list[:min(n, len(p.list))] {
		out = append(out, s.Name)
	}
	return out
}

// identity answers what the demo's provider says about a sample person. Fault: Login access.identity_refused.
func (p *people) identity(code string) (access.Identity, error) {
	return p.Finish(context.Background(), url.Values{"person": {code}})
}

// Slug names the provider of the sample city.
func (p *people) Slug() string { return p.door.Slug() }

// Begin leads to the page that lists the sample people.
func (p *people) Begin(ctx context.Context, state string) (string, error) {
	return p.door.Begin(ctx, state)
}

// Finish answers the sample person that was picked.
func (p *people) Finish(ctx context.Context, back url.Values) (access.Identity, error) {
	s, err := p.door.Finish(ctx, back)
	if err != nil {
		return access.Identity{}, err
	}
	id := access.Identity{Provider: p.Slug(), Kind: "person", Name: s.Name, IDNo: s.IDNo, Phone: s.Phone, Level: s.Level}
	for _, c := range s.Companies {
		id.Companies = append(id.Companies, store.Company(c))
	}
	return id, nil
}

// ReadCard answers whose sample card lies on the reader of a window.
func (p *people) ReadCard(ctx context.Context, sample string) (access.Identity, error) {
	s, err := p.door.Read(ctx, sample)
	if err != nil {
		return access.Identity{}, err
	}
	return p.identity(s.Code)
}

// cards lists the sample cards for the window.
func (p *people) cards() []window.Card {
	out := make([]window.Card, len(p.list))
	for i, s := range p.list {
		out[i] = window.Card{Code: s.Slug, Name: s.Name, Say: s.About}
	}
	return out
}

// samples lists the people for the login page.
func (p *people) samples() []citizen.Sample {
	out := make([]citizen.Sample, len(p.list))
	for i, s := range p.list {
		out[i] = citizen.Sample{Code: s.Slug, Name: s.Name, Say: s.About}
	}
	return out
}

// spare is a valid number for a sample form: the first person's, or the first enterprise's.
func (p *people) spare(kind form.Type) string {
	for _, s := range p.list {
		if kind == form.IDNumber {
			return s.IDNo
		}
		for _, c := range s.Companies {
			return c.USCC
		}
	}
	panic(fault.New(fault.Internal, "internal")) // the shipped people have both; a test of the register reads them
}
