package supervisor

import (
	"net/http"
	"strings"
	"testing"

	"lianban/internal/domain/permission"
)

// Whatever is asked or posted, the desk answers with a page of its own, and leads nowhere else.
func TestNonsenseIsRefusedNotBroken(t *testing.T) {
	t.Parallel()
	h := newHouse(t, permission.See, permission.Supervise)
	h.signIn()
	for _, at := range []string{itemURL(h.no, slot), itemURL(h.no, "x"), itemURL("x", slot), itemURL(h.no, "\xff")} {
		for _, act := range []string{"/urge", "/supervise", "/close-supervision", "/x"} {
			for _, x := range []string{"", "-1", "9999999999", "\x00\xff", strings.Repeat("长", 5000), "2026-02-30", "//evil.example/"} {
				var pairs []string
				for _, n := range []string{"what", "due", "conclusion", "seen", "once", "back"} {
					pairs = append(pairs, n, x)
				}
				if status, _ := h.do(http.MethodPost, at+act, pairs...); status >= http.StatusInternalServerError {
					t.Errorf("%.8q to %s%s: %d", x, at, act, status)
				}
			}
		}
	}
	for _, q := range []string{"after=x", "before=%00", "view=x", "view=orders&after=%ff", "department=%00&area=%ff&scenario=x", "owner=x&deemed=x&clock=x&ground=x"} {
		if status, _ := h.do(http.MethodGet, home+"?"+q); status >= http.StatusInternalServerError {
			t.Errorf("%s: %d", q, status)
		}
	}
}
