package main

import (
	"regexp"
	"slices"
	"testing"

	"lianban/internal/domain/item"
	"lianban/internal/domain/permission"
	"lianban/internal/pack"
	"lianban/packs"
)

func sampleStaff(t *testing.T) demoStaff {
	t.Helper()
	d, err := readDemoStaff(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Of two accounts with one name the second was silently nobody.
func TestSampleAccountsHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, a := range sampleStaff(t).accounts() {
		if first := seen[a.Login]; first != "" {
			t.Errorf("%s is %s and %s", a.Login, first, a.Title)
		}
		seen[a.Login] = a.Title
		if !regexp.MustCompile(`^[a-z][a-z0-9.-]*$`).MatchString(a.Login) {
			t.Errorf("nobody can be called %s", a.Login)
		}
	}
}

// Whatever can be filed in a county that has its own staff comes to an end there: somebody answers, enough hands sign, the
// bodies that are asked reply, and reliefs are decided.
func TestSampleStaffCanFinishEveryItem(t *testing.T) {
	t.Parallel()
	staff := sampleStaff(t)
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	holders := func(area, department string, p permission.Permission) int {
		n := 0
		for _, a := range staff.accounts() {
			if (a.Area == area || a.Area == "yantai") && a.Department == department && // a post in the city reaches its counties
				a.Every != "yes" && slices.Contains(a.Permissions, string(p)) {
				n++
			}
		}
		return n
	}
	for _, county := range append([]string{"zhifu"}, staff.AlsoIn...) {
		for _, sc := range cat.Scenarios() {
			lib := cat.LibraryFor(sc.Slug, county)
			if !lib.Offers(sc, county) {
				continue
			}
			for _, u := range sc.Uses {
				x := lib.Variant(u.Item, u.Variant)
				if x == nil {
					continue
				}
				area := county
				if x.Level == "city" || x.Level == "province" { // the sample has no province: its widest area answers
					area = "yantai"
				}
				needed(x, func(department string, p permission.Permission, least int) {
					if n := holders(area, department, p); n < least {
						t.Errorf("%s %s: %d of %s in %s may %s, wanted %d", sc.Slug, x.Use(), n, department, area, p, least)
					}
				})
			}
		}
	}
}

// needed says who has to be there before an item can end.
func needed(x *item.Variant, needs func(department string, p permission.Permission, least int)) {
	for _, o := range x.Owners {
		needs(o.Department, permission.Answer, 1)
		needs(o.Department, permission.Handle, 1)
		needs(o.Department, permission.Sign, x.SignOff-1)
	}
	for _, s := range x.Steps {
		asked(s, needs)
	}
}

func asked(s item.Step, needs func(department string, p permission.Permission, least int)) {
	for _, a := range s.Ask {
		needs(a.Department, permission.Reply, 1)
	}
	for _, r := range s.Reliefs {
		needs(r.By, permission.Relieve, 1)
	}
}
