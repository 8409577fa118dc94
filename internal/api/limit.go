package api

import (
	"crypto/sha256"
	"math"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
)

// Limits say how often somebody may call, in the memory of this node. Nil ones do not limit.
type Limits struct {
	Tokens    *access.Limit // by token
	Addresses *access.Limit // by address, without a token; and apart from that, with tokens that are none
}

// limit spends one request of a caller: of a good token, else of the address that it comes from. It answers the fault
// TooMany api.too_often when nothing is left. The headers follow the IETF draft "RateLimit header fields".
func (d *door) limit(ctx huma.Context, l *access.Limit, policy, caller string) error {
	if l == nil {
		return nil
	}
	a := l.Take(caller)
	_, w := humago.Unwrap(ctx)
	seconds := strconv.Itoa(int(math.Ceil(a.Wait.Seconds())))
	w.Header().Set("RateLimit-Policy", `"`+policy+`";q=`+strconv.Itoa(a.Quota)+`;w=60`)
	w.Header().Set("RateLimit", `"`+policy+`";r=`+strconv.Itoa(a.Left)+`;t=`+seconds)
	if a.OK {
		return nil
	}
	p := problemOf(ctx.Context(), nil, fault.New(fault.TooMany, "api.too_often"))
	p.set("Retry-After", seconds)
	return p
}

// digest names a token in the memory of a limit.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return string(sum[:])
}

// wrong is the caller whose tokens are none: it has as many tries as an address without a token, and who shares its
// address with it still gets in with a good one. (A token cannot be guessed; this keeps a broken script quiet.)
func wrong(ctx huma.Context) string { return "wrong " + access.CallerAt(ctx.RemoteAddr()) }
