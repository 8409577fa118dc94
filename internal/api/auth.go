package api

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/permission"
)

type contextKey int

const (
	whoKey contextKey = iota
	logKey
)

// logging hands the log to what shows mistakes.
func (d *door) logging(ctx huma.Context, next func(huma.Context)) {
	next(huma.WithValue(ctx, logKey, d.Log.With("operation", ctx.Operation().OperationID)))
}

func logOf(ctx context.Context) *slog.Logger {
	log, _ := ctx.Value(logKey).(*slog.Logger)
	return log
}

// authenticate finds out for whom the caller speaks. An operation without security answers everybody, but a
// token that is sent must be good.
func (d *door) authenticate(ctx huma.Context, next func(huma.Context)) {
	header := ctx.Header("Authorization")
	if header == "" {
		if !forEverybody(ctx.Operation()) {
			d.deny(ctx, fault.New(fault.Login, "api.no_token"))
			return
		}
		if err := d.limit(ctx, d.Limits.Addresses, "address", access.CallerAt(ctx.RemoteAddr())); err != nil {
			d.deny(ctx, err)
			return
		}
		next(ctx)
		return
	}
	scheme, secret, _ := strings.Cut(header, " ")
	if secret = strings.TrimSpace(secret); !strings.EqualFold(scheme, "Bearer") || secret == "" {
		d.deny(ctx, fault.New(fault.Login, "api.no_token"))
		return
	}
	w, err := d.Access.OfToken(ctx.Context(), secret)
	if fault.Is(err, fault.Login) {
		if tooOften := d.limit(ctx, d.Limits.Addresses, "address", wrong(ctx)); tooOften != nil {
			err = tooOften
		}
	}
	if err == nil {
		err = d.limit(ctx, d.Limits.Tokens, "token", digest(secret))
	}
	if err != nil {
		d.deny(ctx, err)
		return
	}
	ctx = huma.WithContext(ctx, audit.WithAddress(ctx.Context(), hostOf(ctx.RemoteAddr()))) // for the audit log
	next(huma.WithValue(ctx, whoKey, w))
}

// hostOf is the address of a connection without its port.
func hostOf(remote string) string {
	if host, _, err := net.SplitHostPort(remote); err == nil {
		return host
	}
	return remote
}

// deny answers a mistake before the operation begins.
func (d *door) deny(ctx huma.Context, err error) {
	_, w := humago.Unwrap(ctx)
	write(w, problemOf(ctx.Context(), logOf(ctx.Context()), err))
}

// whoOf answers for whom the caller speaks; nobody where no token is needed.
func whoOf(ctx context.Context) access.Who {
	w, _ := ctx.Value(whoKey).(access.Who)
	return w
}

// caller answers the principal of the caller.
func caller(ctx context.Context) permission.Principal { return whoOf(ctx).Principal }

// guard is the outer wall: bodies end, nothing is cached, nothing is sniffed.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, mostFile+1<<20)
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
