package crypt

import (
	"strings"
	"testing"
	"time"
)

// The vectors of RFC 6238, appendix B (SHA-1), with their last six digits.
func TestCodesOfTheRFC(t *testing.T) {
	t.Parallel()
	secret := []byte("12345678901234567890")
	for at, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if got := Code(secret, CodeStep(time.Unix(at, 0))); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
	// RFC 4226, appendix D.
	for step, want := range []string{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"} {
		if got := Code(secret, int64(step)); got != want {
			t.Errorf("step %d: %s, want %s", step, got, want)
		}
	}
}

func TestACodeFitsOneStepBesideAndNeverTwice(t *testing.T) {
	t.Parallel()
	secret, at := NewCodeSecret(), time.Unix(1_700_000_000, 0)
	now := CodeStep(at)
	for drift, want := range map[int64]bool{-2: false, -1: true, 0: true, 1: true, 2: false} {
		step, ok := FittingStep(secret, Code(secret, now+drift), at, 0)
		if ok != want || ok && step != now+drift {
			t.Errorf("%d steps beside: %v", drift, ok)
		}
	}
	if _, ok := FittingStep(secret, Code(secret, now), at, now); ok {
		t.Error("a code was taken twice")
	}
	if _, ok := FittingStep(secret, Code(secret, now-1), at, now); ok {
		t.Error("an older code was taken after a newer one")
	}
	if _, ok := FittingStep(secret, "", at, 0); ok {
		t.Error("no code fits")
	}
}

func TestAnAppReadsTheAddress(t *testing.T) {
	t.Parallel()
	got := CodeURI([]byte("12345678901234567890"), "联办 示例", "lin.xiao")
	want := "otpauth://totp/%E8%81%94%E5%8A%9E%20%E7%A4%BA%E4%BE%8B:lin.xiao?issuer=%E8%81%94%E5%8A%9E%20%E7%A4%BA%E4%BE%8B&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	if got != want {
		t.Errorf("%s\n%s", got, want)
	}
}

func TestOneTimePasswordsAreLongAndDifferent(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 100 {
		p := NewOneTime()
		if len(p) != 19 || strings.Count(p, "-") != 3 || strings.ContainsAny(p, "01oilO") || seen[p] {
			t.Fatal(p)
		}
		seen[p] = true
	}
}
