package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/web/page"
	"lianban/packs"
)

var entryLink = regexp.MustCompile(`<p class="lx-entry__name[^"]*"><a href="/scenarios/([a-z0-9_]+)"`)

// The portal, the API and the command line tell the same scenarios of each kind: 127 are 28 of people and 99 of
// enterprises, with 16 specials and 2 pilots among them.
func TestPortalAPIAndCommandLineAgree(t *testing.T) {
	t.Parallel()
	if _, err := page.Built(); err != nil {
		t.Skip(err) // without a build the portal shows nothing
	}
	h, err := openHouse(t.Context(), where{Data: t.TempDir()}, packs.FS, "", clock.NewFrozen(time.Date(2026, 3, 10, 10, 15, 0, 0, clock.Zone)), nil, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.close() })
	handler, err := h.doors(site{base: "http://example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)

	var b bytes.Buffer
	if err := (&PackListCmd{JSON: true}).run(&b); err != nil {
		t.Fatal(err)
	}
	var list []listed
	if err := json.Unmarshal(b.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	of := func(audience string) func(listed) bool {
		return func(x listed) bool { return x.Audience == audience }
	}
	for query, want := range map[string]struct {
		n    int
		fits func(listed) bool
	}{
		"":                                     {127, func(listed) bool { return true }},
		"audience=person":                      {28, of("personal")},
		"audience=enterprise":                  {99, of("enterprise")},
		"only=special":                         {16, func(x listed) bool { return x.Special }},
		"only=pilot":                           {2, func(x listed) bool { return x.Pilot }},
		"only=special&audience=person":         {1, func(x listed) bool { return x.Special && x.Audience == "personal" }},
		"taxonomy=yantai_2024&stage=special":   {15, func(x listed) bool { return x.Stages["yantai_2024"] == "special" }},
		"taxonomy=national_2025&stage=birth":   {-1, func(x listed) bool { return x.Stages["national_2025"] == "birth" }},
		"evidence=adapted&audience=enterprise": {-1, func(x listed) bool { return x.Evidence == "adapted" && x.Audience == "enterprise" }},
	} {
		var told []string
		for _, x := range list {
			if want.fits(x) {
				told = append(told, x.ID)
			}
		}
		slices.Sort(told)
		if want.n >= 0 && len(told) != want.n || len(told) == 0 {
			t.Errorf("%q: the command line tells %d, want %d", query, len(told), want.n)
		}
		if shown := portalList(t, server.URL+"/scenarios?"+query); !slices.Equal(shown, told) {
			t.Errorf("%q: the portal shows %d, the command line %d", query, len(shown), len(told))
		}
		for _, noun := range []string{"scenarios", "figures"} {
			if answered := apiList(t, server.URL+"/api/v1/"+noun+"?"+query, noun); !slices.Equal(answered, told) {
				t.Errorf("%q: the API answers %d %s, the command line %d", query, len(answered), noun, len(told))
			}
		}
	}
	figuresOfAllDoors(t, server.URL)
}

// figuresOfAllDoors compares the counts and the averages of pack figures with the page and the API.
func figuresOfAllDoors(t *testing.T, base string) {
	t.Helper()
	var b bytes.Buffer
	if err := (&PackFiguresCmd{JSON: true}).run(&b); err != nil {
		t.Fatal(err)
	}
	var told, answered figures
	if err := json.Unmarshal(b.Bytes(), &told); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(fetch(t, base+"/api/v1/figures"), &answered); err != nil {
		t.Fatal(err)
	}
	if want := (counts{127, 28, 99, 16, 2}); told.Counts != want {
		t.Errorf("pack figures counts %+v", told.Counts)
	}
	shown := string(fetch(t, base+"/figures"))
	for i, a := range told.Averages {
		if got := answered.Averages[i]; fmt.Sprint(got) != fmt.Sprint(a) {
			t.Errorf("%s: the API says %+v, the command line %+v", a.Name, got, a)
		}
		if !strings.Contains(shown, "−"+strings.TrimSuffix(a.Mean, ".0")+"%") || !strings.Contains(shown, "−"+strings.TrimSuffix(a.Pooled, ".0")+"%") {
			t.Errorf("%s: the page shows neither %s nor %s", a.Name, a.Mean, a.Pooled)
		}
	}
}

func fetch(t *testing.T, url string) []byte {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v\n%.300s", url, r.StatusCode, err, b)
	}
	return b
}

func portalList(t *testing.T, url string) []string {
	t.Helper()
	var out []string
	for _, m := range entryLink.FindAllSubmatch(fetch(t, url), -1) {
		out = append(out, string(m[1]))
	}
	slices.Sort(out)
	return out
}

func apiList(t *testing.T, url, noun string) []string {
	t.Helper()
	var body map[string]json.RawMessage
	var lines []struct {
		Slug     string
		Scenario struct{ Slug string }
	}
	if err := json.Unmarshal(fetch(t, url), &body); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body[noun], &lines); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, x := range lines {
		out = append(out, x.Slug+x.Scenario.Slug)
	}
	slices.Sort(out)
	return out
}
