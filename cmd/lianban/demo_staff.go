package main

import (
	"context"
	"io/fs"
	"slices"

	"github.com/goccy/go-yaml"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
)

// demoStaff is packs/demo/staff.yaml: the accounts of the sample city.
type demoStaff struct {
	Password string        `yaml:"password"`
	AlsoIn   []string      `yaml:"also_in"`
	Staff    []demoAccount `yaml:"staff"`
	City     []demoAccount `yaml:"city"`
}

type demoAccount struct {
	Login       string   `yaml:"login"`
	Name        string   `yaml:"name"`
	Title       string   `yaml:"title"`
	Department  string   `yaml:"department"`
	Area        string   `yaml:"area"`
	Every       string   `yaml:"every_department"`
	Permissions []string `yaml:"permissions"`
}

func readDemoStaff(packs fs.FS) (demoStaff, error) {
	var d demoStaff
	b, err := fs.ReadFile(packs, "demo/staff.yaml")
	if err != nil {
		return d, err
	}
	return d, yaml.UnmarshalWithOptions(b, &d, yaml.Strict())
}

// accounts lists every account: the county's, the same again for other counties, and the city's.
func (d demoStaff) accounts() []demoAccount {
	out := append([]demoAccount{}, d.Staff...)
	for _, area := range d.AlsoIn {
		for _, a := range d.Staff {
			a.Login, a.Area = a.Login+"."+area, area
			out = append(out, a)
		}
	}
	return append(out, d.City...)
}

// in leaves out who works in a department that a catalogue does not have: a folder of packs need not be the whole sample city.
func (d demoStaff) in(c *scenario.Catalogue) demoStaff {
	gone := func(a demoAccount) bool {
		_, known := c.Department(a.Department)
		return !known
	}
	d.Staff, d.City = slices.DeleteFunc(slices.Clone(d.Staff), gone), slices.DeleteFunc(slices.Clone(d.City), gone)
	return d
}

// mostGreeted is how many offices' accounts the greeting names: enough for the first scenario that people try.
const mostGreeted = 6

// listed are the accounts of the login page, those first that a newcomer looks for: the first offices and whoever works for
// more than one department. The greeting names so many of them.
func (d demoStaff) listed() (all []demoAccount, greeted int) {
	var others []demoAccount
	for i, a := range append(append([]demoAccount{}, d.Staff...), d.City...) {
		if i < mostGreeted || a.Every == "yes" {
			all = append(all, a)
		} else {
			others = append(others, a)
		}
	}
	return append(all, others...), len(all)
}

// addDemoStaff adds the accounts that are not there yet. All share one password, so it is hashed once.
func addDemoStaff(ctx context.Context, a *access.Service, d demoStaff) error {
	var hash string
	for _, x := range d.accounts() {
		if _, err := a.Store.StaffByLogin(ctx, x.Login); err == nil {
			continue
		} else if !fault.Is(err, fault.NotFound) {
			return err
		}
		n := access.NewStaff{
			Login: x.Login, Name: x.Name, Password: d.Password, Hash: hash, Department: x.Department, Area: x.Area, Title: x.Title,
			Posts: []permission.Post{x.post()},
		}
		m, err := a.AddStaff(ctx, n)
		if err != nil {
			return err
		}
		hash = m.Hash
	}
	return nil
}

func (x demoAccount) post() permission.Post {
	p := permission.Post{Area: x.Area, Department: x.Department, EveryScenario: true}
	if x.Every == "yes" {
		p.Department, p.EveryDepartment = "", true
	}
	for _, want := range x.Permissions {
		p.Permissions = append(p.Permissions, permission.Permission(want))
	}
	return p
}
