package ident

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCaseNoFindsEveryWrongDigit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 9_999_999).Draw(t, "n")
		no := NewCaseNo("370602", time.Date(2026, 9, 29, 0, 0, 0, 0, time.UTC), n)
		if _, ok := ParseCaseNo(string(no)); !ok {
			t.Fatalf("%s does not parse", no)
		}
		b := []byte(no)
		i := rapid.IntRange(0, len(b)-1).Draw(t, "i")
		if b[i] == '-' {
			return
		}
		b[i] = '0' + (b[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, ok := ParseCaseNo(string(b)); ok {
			t.Fatalf("%s passes for %s", b, no)
		}
	})
}

func TestTheNumberOfARehearsalIsNoOther(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 9, 29, 0, 0, 0, 0, time.UTC)
	for n := range int64(200) {
		no := NewTrialNo("370602", day, n+1)
		if _, ok := ParseCaseNo(string(no)); !ok || !no.Trial() || NewCaseNo("370602", day, n+1).Trial() {
			t.Fatalf("%s is not the number of a rehearsal", no)
		}
		if bare := strings.Replace(string(no), "Y", "", 1); bare == string(NewCaseNo("370602", day, n+1)) {
			t.Fatalf("%s without its mark is a real number", no)
		} else if _, ok := ParseCaseNo(bare); ok {
			t.Fatalf("%s without its mark passes", no)
		}
	}
}

func TestTheSamePartsHaveOneIdentifier(t *testing.T) {
	t.Parallel()
	if Of("a", "bc") != Of("a", "bc") || Of("a", "bc") == Of("ab", "c") || len(Of()) != len(New()) {
		t.Errorf("%s, %s", Of("a", "bc"), Of("ab", "c"))
	}
}

func TestNewSortsByTime(t *testing.T) {
	t.Parallel()
	a := NewV7(time.UnixMilli(1000), constant{})
	b := NewV7(time.UnixMilli(1001), constant{})
	if !(a < b) || len(a) != 36 {
		t.Errorf("%s, %s", a, b)
	}
}

type constant struct{}

func (constant) Read(p []byte) (int, error) { return len(p), nil }
