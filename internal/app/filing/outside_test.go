package filing_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"lianban/internal/app/filing"
)

func TestARehearsalAsksNoRegister(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	who, err := h.access.SignInPerson(t.Context(), visitor().Identity, true)
	must(t, err)
	rehearses := who.Principal
	rehearses.Trial = true
	f, err := h.filing.Start(t.Context(), rehearses, filing.StartInput{ExploreInput: small})
	must(t, err)
	if !f.Draft.Trial || h.asked.lookups != 0 {
		t.Errorf("the draft is a rehearsal: %v; registers were asked %d times", f.Draft.Trial, h.asked.lookups)
	}
	if len(f.Work.Prefilled) != 0 || len(f.Work.Down) != 0 {
		t.Errorf("filled in %v, down %v: nobody was asked", f.Work.Prefilled, f.Work.Down)
	}
	_, err = h.filing.Start(t.Context(), who.Principal, filing.StartInput{ExploreInput: small})
	must(t, err)
	if h.asked.lookups == 0 {
		t.Error("a real draft asks nobody either: this test cannot fail")
	}
}

// Whoever calls a register or a cashier does so in one file, where a rehearsal is turned away.
func TestOutsideIsCalledInOnePlace(t *testing.T) {
	t.Parallel()
	calls := regexp.MustCompile(`\b[Rr]egisters\.(Lookup|Certificates)\(|Cashier\.(Begin|Came)\(`)
	for _, room := range []string{"../../app", "../../worker", "../../api", "../../web"} {
		house := os.DirFS(room)
		err := fs.WalkDir(house, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || path == "filing/outside.go" {
				return err
			}
			b, err := fs.ReadFile(house, path)
			if call := calls.Find(b); call != nil {
				t.Errorf("%s/%s calls %s itself; internal/app/filing/outside.go does that", room, path, call)
			}
			return err
		})
		must(t, err)
	}
}
