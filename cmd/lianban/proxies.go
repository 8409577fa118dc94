package main

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
)

// limits say how often somebody may come, on this node and in its memory.
type limits struct {
	APIRate     int      `name:"api-rate" help:"Requests a minute for each token of the API; 0: no limit." default:"600"`
	AddressRate int      `help:"Requests a minute to the API without a token, for each address; 0: no limit." default:"120"`
	Attempts    int      `help:"Sign-ins and checks of printed papers a minute for each address; 0: no limit." default:"60"`
	Proxies     []string `help:"Addresses or networks (10.0.0.0/8) of reverse proxies whose X-Forwarded-For is believed; without them every request counts for the address that it came from."`
}

// limit makes one limit; nil for none.
func limit(perMinute int) *access.Limit {
	if perMinute <= 0 {
		return nil
	}
	return access.NewLimit(perMinute, time.Now)
}

// networks reads --proxies. Fault: Invalid cli.bad_proxy.
func (l limits) networks() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range l.Proxies {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			a, err := netip.ParseAddr(text)
			if err != nil {
				return nil, fault.New(fault.Invalid, "cli.bad_proxy", "text", text)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// behind puts the address of the real client in the place of a trusted proxy's. X-Forwarded-For is read from its end,
// where the nearest proxy wrote, as far as those who wrote are trusted: what stands before may be invented. From
// anybody else the header means nothing.
func behind(trusted []netip.Prefix, log *slog.Logger, next http.Handler) http.Handler {
	var warn sync.Once
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said := strings.Join(r.Header.Values("X-Forwarded-For"), ",")
		if said == "" {
			next.ServeHTTP(w, r)
			return
		}
		remote, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil || !within(trusted, remote.Addr()) {
			warn.Do(func() {
				log.Warn("a request carries X-Forwarded-For but its sender is not in --proxies: everybody behind it counts as one address", "sender", r.RemoteAddr)
			})
			next.ServeHTTP(w, r)
			return
		}
		r = r.Clone(r.Context())
		r.RemoteAddr = net.JoinHostPort(client(trusted, remote.Addr(), said).String(), "0")
		next.ServeHTTP(w, r)
	})
}

func client(trusted []netip.Prefix, nearest netip.Addr, said string) netip.Addr {
	hops := strings.Split(said, ",")
	for i := len(hops) - 1; i >= 0; i-- {
		a, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return nearest
		}
		nearest = a.Unmap().WithZone("")
		if !within(trusted, nearest) {
			return nearest
		}
	}
	return nearest
}

func within(trusted []netip.Prefix, a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	for _, p := range trusted {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
