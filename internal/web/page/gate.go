package page

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/permission"
)

// Gate stands before every door: it loads the session, knows who is signed in, refuses requests that another
// site sent, remembers the text size, and turns a panic into an error page.
type Gate struct {
	Sessions *scs.SessionManager
	Access   *access.Service
	Log      *slog.Logger
	Idle     time.Duration // staff are signed out after this long without a request
	Attempts *access.Limit // sign-ins and checks of printed papers, by address; nil: as many as somebody likes
}

// The lengths of sessions.
const (
	lifetime    = 8 * time.Hour // of any session
	idle        = time.Hour     // without a request; staff
	pendingTime = 10 * time.Minute
)

// The keys of a session.
const (
	keyPerson = "person" // PersonID
	keyStaff  = "staff"  // StaffID
	keyEpoch  = "epoch"  // of the account when it signed in
	keyFlash  = "flash"  // text key shown once on the next page
	keyOnce   = "once"   // a secret shown once on the next page
	keySeen   = "seen"   // when staff were here last, machine's Unix seconds
	keyCode   = "code"   // the second factor was given
	keyTrial  = "trial"  // the session rehearses (演练): whoever it is lives among trial cases only

	// Between a right password and a session.
	keyPending      = "pending" // StaffID
	keyPendingEpoch = "pending_epoch"
	keyPendingSince = "pending_since" // machine's Unix seconds
	sizeName        = "size"          // cookie: large
)

// NewGate makes a gate whose sessions live in store. secure says that the site is served over HTTPS: the
// cookie then gets the __Host- prefix and is never sent in the clear.
func NewGate(store scs.Store, a *access.Service, log *slog.Logger, secure bool) *Gate {
	sm := scs.New()
	sm.Store = store
	sm.Lifetime = lifetime
	sm.Cookie.Name = "lianban"
	sm.Cookie.HttpOnly = true
	sm.Cookie.SameSite = http.SameSiteLaxMode
	sm.Cookie.Path = "/"
	if secure {
		sm.Cookie.Name, sm.Cookie.Secure = "__Host-lianban", true
	}
	return &Gate{Sessions: sm, Access: a, Log: log, Idle: idle}
}

// Wrap puts the gate before a handler.
func (g *Gate) Wrap(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	return g.recover(Secure(located(size(bounded(g.strict(origin.Handler(g.Sessions.LoadAndSave(next))))))))
}

// located tells the audit log where a request came from: the connection that the machine saw, which behind a reverse
// proxy is the proxy's. What a header claims is not believed.
func located(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			host = r.RemoteAddr
		}
		next.ServeHTTP(w, r.WithContext(audit.WithAddress(r.Context(), host)))
	})
}

// mostForm bounds the body of a form without a file, in bytes.
const mostForm = 1 << 20

// bounded ends the bodies of forms. Uploads have limits of their own, where the rule of the material is known.
func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/upload") {
			r.Body = http.MaxBytesReader(w, r.Body, mostForm)
		}
		next.ServeHTTP(w, r)
	})
}

// strict refuses a state-changing request that carries a session but does not say where it came from: old
// browsers on plain HTTP leave Sec-Fetch-Site out, but every browser sends Origin with a form.
func (g *Gate) strict(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		safe := r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions
		_, err := r.Cookie(g.Sessions.Cookie.Name)
		if !safe && err == nil && r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == "" {
			http.Error(w, "cross-origin request refused", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// size remembers ?size=large or ?size=normal in a cookie and goes on to the page without it.
func size(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if want := q.Get("size"); r.Method == http.MethodGet && (want == "large" || want == "normal") {
			c := &http.Cookie{Name: sizeName, Value: want, Path: "/", MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode}
			http.SetCookie(w, c)
			q.Del("size")
			to := r.URL.EscapedPath()
			if rest := q.Encode(); rest != "" {
				to += "?" + rest
			}
			http.Redirect(w, r, local(to), http.StatusSeeOther)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Large says whether the person chose large text.
func Large(r *http.Request) bool {
	c, err := r.Cookie(sizeName)
	return err == nil && c.Value == "large"
}

type errorNumber struct{}

// recover turns a panic into a logged error number; the door has nothing half-written to mend.
func (g *Gate) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		no := Token()[:8]
		r = r.WithContext(context.WithValue(r.Context(), errorNumber{}, no))
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				g.Log.Error("panic", "number", no, "path", r.URL.Path, "what", p, "stack", stack())
				http.Error(w, no, http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// ErrorNumber is the number of this request that a person reads to 12345.
func ErrorNumber(r *http.Request) string {
	no, _ := r.Context().Value(errorNumber{}).(string)
	return no
}

// Person answers the applicant who is signed in; ok is false for nobody, of whom only is known whether the session rehearses.
func (g *Gate) Person(r *http.Request) (who access.Who, ok bool, err error) {
	nobody := access.Who{Principal: permission.Principal{Trial: g.Trial(r)}}
	id := g.Sessions.GetString(r.Context(), keyPerson)
	if id == "" {
		return nobody, false, nil
	}
	who, err = g.Access.PrincipalOfPerson(r.Context(), ident.PersonID(id))
	if fault.Is(err, fault.NotFound) {
		return nobody, false, nil
	}
	who.Trial = g.Trial(r)
	return who, err == nil, err
}

// Staff answers the member of staff who is signed in. A closed or changed account is signed out at once, on
// every node: the account is read with each request. Who was not here for long is signed out too.
func (g *Gate) Staff(r *http.Request) (who access.Who, ok bool, err error) {
	id := g.Sessions.GetString(r.Context(), keyStaff)
	if id == "" || g.asleep(r.Context()) {
		return access.Who{}, false, nil
	}
	who, err = g.Access.PrincipalOfStaff(r.Context(), ident.StaffID(id), g.Sessions.GetInt64(r.Context(), keyEpoch))
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Login) {
		return access.Who{}, false, nil
	}
	who.CodeGiven, who.Trial = g.Sessions.GetBool(r.Context(), keyCode), g.Trial(r)
	return who, err == nil, err
}

// asleep says whether staff were away for too long. When they were here is written only now and then.
func (g *Gate) asleep(ctx context.Context) bool {
	now, seen := time.Now().Unix(), g.Sessions.GetInt64(ctx, keySeen)
	away := time.Duration(now-seen) * time.Second
	if seen != 0 && away > g.Idle {
		g.Sessions.Remove(ctx, keyStaff)
		return true
	}
	if away > min(g.Idle/4, 5*time.Minute) {
		g.Sessions.Put(ctx, keySeen, now)
	}
	return false
}

// Pending answers who has given a right password and must still take a step before they are in.
func (g *Gate) Pending(r *http.Request) (id ident.StaffID, epoch int64, codeGiven, ok bool) {
	ctx := r.Context()
	id = ident.StaffID(g.Sessions.GetString(ctx, keyPending))
	since := time.Unix(g.Sessions.GetInt64(ctx, keyPendingSince), 0)
	return id, g.Sessions.GetInt64(ctx, keyPendingEpoch), g.Sessions.GetBool(ctx, keyCode), id != "" && time.Since(since) < pendingTime
}

// SignIn opens a session for somebody; the token is a new one. For staff between whose password and session a step still
// stands, it opens nothing but the way to that step.
func (g *Gate) SignIn(r *http.Request, who access.Who) error {
	ctx := r.Context()
	if err := g.Sessions.RenewToken(ctx); err != nil {
		return fault.Wrap(err, "renew session")
	}
	g.EndTrial(r) // who comes in never finds themselves in somebody's rehearsal
	if who.Staff.ID != "" {
		for _, key := range []string{keyStaff, keyPending, keyPendingEpoch, keyPendingSince} {
			g.Sessions.Remove(ctx, key)
		}
		now := time.Now().Unix()
		g.Sessions.Put(ctx, keyCode, who.CodeGiven)
		if who.Step != access.StepNone {
			g.Sessions.Put(ctx, keyPending, string(who.Staff.ID))
			g.Sessions.Put(ctx, keyPendingEpoch, who.Staff.Epoch)
			g.Sessions.Put(ctx, keyPendingSince, now)
			return nil
		}
		g.Sessions.Put(ctx, keyStaff, string(who.Staff.ID))
		g.Sessions.Put(ctx, keyEpoch, who.Staff.Epoch)
		g.Sessions.Put(ctx, keySeen, now)
		return nil
	}
	g.Sessions.Put(ctx, keyPerson, string(who.Person.ID))
	return nil
}

// Attempt counts something that can be guessed at: a sign-in, or the code on a printed paper. Fault: TooMany
// access.too_often, with Retry-After, for an address that tried too often.
func (g *Gate) Attempt(w http.ResponseWriter, r *http.Request) error {
	if g.Attempts == nil {
		return nil
	}
	a := g.Attempts.Take(access.CallerAt(r.RemoteAddr))
	if a.OK {
		return nil
	}
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(a.Wait.Seconds()))))
	return fault.New(fault.TooMany, "access.too_often")
}

// SignOut ends the session.
func (g *Gate) SignOut(r *http.Request) error { return g.Sessions.Destroy(r.Context()) }

// Flash keeps a text key that the next page shows once.
func (g *Gate) Flash(r *http.Request, key string) { g.Sessions.Put(r.Context(), keyFlash, key) }

// TakeFlash answers and forgets the text key that was kept for this page.
func (g *Gate) TakeFlash(r *http.Request) string { return g.Sessions.PopString(r.Context(), keyFlash) }

// KeepOnce keeps a secret (a one-time password, recovery codes) that the next page shows once. Sessions are sealed.
func (g *Gate) KeepOnce(r *http.Request, secret string) {
	g.Sessions.Put(r.Context(), keyOnce, secret)
}

// TakeOnce answers and forgets the secret that was kept for this page.
func (g *Gate) TakeOnce(r *http.Request) string { return g.Sessions.PopString(r.Context(), keyOnce) }

// Token draws 128 bits for a form that must be acted on only once.
func Token() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails
	return hex.EncodeToString(b[:])
}

// Shortened bounds a text that a session keeps, in characters.
func Shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}

// Status is the HTTP status of a fault.
func Status(err error) int {
	switch fault.Of(err).Kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Conflict, fault.NotNow:
		return http.StatusConflict
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	case fault.Login:
		return http.StatusUnauthorized
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusInternalServerError
}

// local keeps a redirect inside this site. Browsers drop control characters from an address and read a backslash as a
// slash, so an address with either is none of ours.
func local(to string) string {
	odd := func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' }
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsFunc(to, odd) {
		return "/"
	}
	return to
}

// Local answers a way back inside this site, or fallback for any other address.
func Local(to, fallback string) string {
	if to == "" || local(to) != to {
		return fallback
	}
	return to
}
