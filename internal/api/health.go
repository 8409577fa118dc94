package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/base/fault"
)

// readyTime is how long the database may take to answer.
const readyTime = 2 * time.Second

// healthz says that the process is alive.
func healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte("{\"status\":\"ok\"}\n"))
}

// readyz says whether requests can be served: whether the database answers.
func readyz(ready func(context.Context) error, log *slog.Logger) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTime)
		defer cancel()
		if ready != nil {
			if err := ready(ctx); err != nil {
				log.WarnContext(ctx, "not ready", "error", err.Error())
				write(w, problemOf(ctx, log, fault.New(fault.Unavailable, "api.not_ready")))
				return
			}
		}
		healthz(w, r)
	}
}

// write answers a problem outside huma.
func write(w http.ResponseWriter, p *Problem) {
	for name, values := range p.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = huma.DefaultJSONFormat.Marshal(w, p)
}

// elsewhere answers addresses below /api/v1 that are no operation, and methods that an address does not know.
func elsewhere(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := problemOf(r.Context(), nil, fault.New(fault.NotFound, "api.no_address"))
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
			probe := r.Clone(r.Context())
			probe.Method = method
			if _, pattern := mux.Handler(probe); pattern != "" && pattern != Prefix+"/" {
				allowed = append(allowed, method)
			}
		}
		if len(allowed) > 0 {
			p = problemOf(r.Context(), nil, fault.New(fault.NotFound, "api.method"))
			p.Status = http.StatusMethodNotAllowed
			w.Header()["Allow"] = allowed
		}
		write(w, p)
	})
}
