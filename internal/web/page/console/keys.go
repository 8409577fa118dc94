package console

import (
	"net/http"
	"time"
)

// keysCookie remembers who has switched the shortcuts of the desks off: for some people they go off by accident, and
// WCAG 2.1.4 asks for a way to be rid of them.
const keysCookie = "lianban_keys"

// keysOf says whether the shortcuts are on for the browser of a request.
func keysOf(r *http.Request) string {
	if c, err := r.Cookie(keysCookie); err == nil && c.Value == "off" {
		return "off"
	}
	return "on"
}

// Key is one shortcut: what is pressed and what it does.
type Key struct {
	Press string
	Does  string
}

// KeysPage explains the shortcuts of a desk and switches them off and on.
type KeysPage struct {
	Shell  Shell
	Action string
	Off    bool
	Done   string
	Keys   []Key
	Plain  []Key // work without script, with the browser's own key for access keys
}

func showKeys(v *Visit) error {
	s, err := v.Shell(Say("keys.title"))
	if err != nil {
		return err
	}
	p := KeysPage{Shell: s, Action: s.Root + "/keys", Off: s.Keys == "off"}
	for _, k := range []string{"next", "prev", "open", "pick", "claim", "search", "help"} {
		p.Keys = append(p.Keys, Key{Press: Say("keys." + k + ".press"), Does: Say("keys." + k)})
	}
	for _, k := range []string{"search", "claim", "help"} {
		p.Plain = append(p.Plain, Key{Press: Say("keys." + k + ".access"), Does: Say("keys." + k)})
	}
	v.Show(http.StatusOK, KeysView(p))
	return nil
}

func switchKeys(v *Visit) error {
	value := "on"
	if v.R.PostFormValue("keys") == "off" {
		value = "off"
	}
	http.SetCookie(v.W, &http.Cookie{
		Name: keysCookie, Value: value, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()), HttpOnly: true,
		Secure: v.R.TLS != nil, SameSite: http.SameSiteLaxMode,
	})
	return v.GoTo(v.Door.root() + "/keys")
}
