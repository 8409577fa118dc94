package access

import (
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// mostCallers bounds the memory of a limit; callers beyond it share one allowance.
const mostCallers = 100_000

// Limit allows each caller so many requests in a minute and no longer burst than that at once. It counts in the
// memory of this node and of no other, and forgets a caller once it has its whole allowance back, so nothing is lost
// by forgetting. It is safe for concurrent use.
type Limit struct {
	perMinute int
	now       func() time.Time

	mu      sync.Mutex
	turned  time.Time
	recent  map[string]*rate.Limiter // used since turned
	earlier map[string]*rate.Limiter // used in the minute before
}

// Allowance is what a caller has left.
type Allowance struct {
	OK    bool
	Left  int           // requests that it may make at once
	Quota int           // in a minute
	Wait  time.Duration // until there is one more
}

// NewLimit makes a limit; now is the time of the machine, which no demo clock moves.
func NewLimit(perMinute int, now func() time.Time) *Limit {
	return &Limit{perMinute: perMinute, now: now, turned: now(), recent: map[string]*rate.Limiter{}}
}

// Take spends one request of a caller, if there is one.
func (l *Limit) Take(caller string) Allowance {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b := l.bucket(caller, now)
	ok := b.AllowN(now, 1)
	tokens := b.TokensAt(now)
	a := Allowance{OK: ok, Left: max(0, int(tokens)), Quota: l.perMinute}
	if tokens < float64(l.perMinute) {
		next := 1 - (tokens - float64(int(tokens)))
		a.Wait = time.Duration(next / float64(b.Limit()) * float64(time.Second))
	}
	return a
}

// bucket finds the allowance of a caller. After a minute without a request an allowance is whole again.
func (l *Limit) bucket(caller string, now time.Time) *rate.Limiter {
	if now.Sub(l.turned) >= time.Minute {
		l.earlier, l.recent = l.recent, map[string]*rate.Limiter{}
		if now.Sub(l.turned) >= 2*time.Minute {
			l.earlier = nil
		}
		l.turned = now
	}
	if b := l.recent[caller]; b != nil {
		return b
	}
	b := l.earlier[caller]
	if b == nil && len(l.recent) >= mostCallers && caller != "" {
		return l.bucket("", now)
	}
	if b == nil {
		b = rate.NewLimiter(rate.Limit(float64(l.perMinute)/60), l.perMinute)
	}
	l.recent[caller] = b
	return b
}

// CallerAt names the caller behind a remote address (host:port) for a limit: an IPv4 address, or the /64 of an IPv6
// address, because one household or office holds all of that.
func CallerAt(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		host = remote
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if a = a.Unmap().WithZone(""); a.Is6() {
		p, _ := a.Prefix(64) // 64 bits are always there
		return p.Masked().String()
	}
	return a.String()
}
