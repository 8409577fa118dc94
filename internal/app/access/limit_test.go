package access_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianban/internal/app/access"
)

func TestALimitLetsGoAndRefills(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC)
	l := access.NewLimit(60, func() time.Time { return now })
	for i := range 60 {
		if a := l.Take("a"); !a.OK || a.Left != 59-i || a.Quota != 60 {
			t.Fatalf("%d: %+v", i, a)
		}
	}
	if a := l.Take("a"); a.OK || a.Left != 0 || a.Wait != time.Second {
		t.Errorf("%+v", a)
	}
	if a := l.Take("b"); !a.OK {
		t.Error("another caller waits too")
	}
	now = now.Add(1500 * time.Millisecond)
	if a := l.Take("a"); !a.OK || a.Left != 0 || a.Wait != 500*time.Millisecond {
		t.Errorf("%+v", a)
	}
	if a := l.Take("a"); a.OK {
		t.Errorf("%+v", a)
	}
}

// Whenever somebody asks, in any minute they get no more than one burst and what refilled since: forgetting callers
// gives nothing away.
func TestALimitIsKeptWhileCallersAreForgotten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC)
		now := start
		l := access.NewLimit(30, func() time.Time { return now })
		taken := 0
		for _, pause := range rapid.SliceOfN(rapid.IntRange(0, 50_000), 1, 200).Draw(t, "pauses") {
			now = now.Add(time.Duration(pause) * time.Millisecond)
			l.Take("somebody else")
			if l.Take("a").OK {
				taken++
			}
			if most := 30 + now.Sub(start).Minutes()*30; float64(taken) > most+1e-6 {
				t.Fatalf("%d in %v", taken, now.Sub(start))
			}
		}
	})
}

func TestALimitBoundsItsMemory(t *testing.T) {
	t.Parallel()
	now := time.Now()
	l := access.NewLimit(2, func() time.Time { return now })
	for i := range 100_000 {
		l.Take(fmt.Sprint(i))
	}
	l.Take("x")
	l.Take("y")
	if l.Take("z").OK {
		t.Error("callers beyond the bound do not share")
	}
	if !l.Take("7").OK {
		t.Error("a caller within the bound shares")
	}
}

func TestCallersAreAddressesOrNetworks(t *testing.T) {
	t.Parallel()
	for remote, want := range map[string]string{
		"192.0.2.7:80": "192.0.2.7", "[::ffff:192.0.2.7]:80": "192.0.2.7", "[2001:db8:1:2:3::4]:443": "2001:db8:1:2::/64",
		"[fe80::1%eth0]:1": "fe80::/64", "@": "@", "192.0.2.7": "192.0.2.7",
	} {
		if got := access.CallerAt(remote); got != want {
			t.Errorf("%s: %s, want %s", remote, got, want)
		}
	}
}
