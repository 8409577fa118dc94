package page

import (
	"errors"
	"net/http"
	"strings"

	"lianban/internal/base/fault"
)

// Trouble is what an error page says: one sentence what happened, what is kept, what to do.
type Trouble struct {
	Status int
	Say    string // what happened
	Kept   string // empty: nothing was at stake
	Do     string
	No     string // number of the error, to be read to 12345
	Act    *Link
}

// TroubleOf fills the words of a status. The words of a fault, where it has any, take the place of the first sentence.
func TroubleOf(f *Frame, status int, err error, no string) Trouble {
	key := "page.trouble." + itoa(status)
	if !f.Texts.Has(key + ".say") {
		key = "page.trouble.500"
	}
	t := Trouble{Status: status, Say: f.T(key + ".say"), Do: f.T(key + ".do"), No: no, Act: &Link{Label: f.T("page.trouble.home"), Href: f.Home}}
	if f.Texts.Has(key + ".kept") {
		t.Kept = f.T(key + ".kept")
	}
	var ft *fault.Fault
	if errors.As(err, &ft) && status != http.StatusInternalServerError && f.Texts.Has("fault."+ft.Key) {
		t.Say = f.Texts.SayMap("fault."+ft.Key, ft.Params)
	}
	return t
}

// title is the heading of the error page.
func (t Trouble) title(f *Frame) string {
	key := "page.trouble." + itoa(t.Status) + ".title"
	if !f.Texts.Has(key) {
		key = "page.trouble.500.title"
	}
	return f.T(key)
}

// noAssets is what a server without style says; it is the only page without a template.
func noAssets(w http.ResponseWriter, words string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = w.Write([]byte(strings.TrimSpace(words) + "\n"))
}

// NeedsAssets answers every page with a plain sentence while style and script are not built, so that nobody takes a
// bare page for the product.
func NeedsAssets(words string, next http.Handler) http.Handler {
	if _, err := Built(); err == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { noAssets(w, words) })
}
