// Package identity speaks to providers that check who an applicant is. The one that ships is a fake for the
// sample city: it lists sample people and believes whoever picks one.
package identity

import (
	"context"
	"net/url"

	"lianban/internal/base/fault"
)

// Sample is one person of the sample city.
type Sample struct {
	Code      string // in the address of the demo's login page
	Name      string
	IDNo      string
	Phone     string
	Level     string
	Companies []SampleCompany
}

// SampleCompany is an enterprise for which a sample person may act.
type SampleCompany struct {
	USCC string
	Name string
	Role string
}

// Fake is the provider of the sample city.
type Fake struct{ People []Sample }

// Slug names the provider.
func (Fake) Slug() string { return "demo" }

// Begin sends the browser to our own page that lists the sample people.
func (Fake) Begin(_ context.Context, state string) (string, error) {
	return "/login/demo?state=" + url.QueryEscape(state), nil
}

// Read answers whose sample card lies on the reader, by its code; no code is the first card.
// Fault: Login access.identity_refused.
func (f Fake) Read(ctx context.Context, code string) (Sample, error) {
	if code == "" && len(f.People) > 0 {
		return f.People[0], nil
	}
	return f.Finish(ctx, url.Values{"person": {code}})
}

// Finish answers the sample person whose code came back. Fault: Login access.identity_refused.
func (f Fake) Finish(_ context.Context, back url.Values) (Sample, error) {
	for _, p := range f.People {
		if p.Code == back.Get("person") {
			return p, nil
		}
	}
	return Sample{}, fault.New(fault.Login, "access.identity_refused")
}
