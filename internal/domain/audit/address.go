package audit

import "context"

type addressKey struct{}

// WithAddress keeps where a request came from, for the entries that it leaves.
func WithAddress(ctx context.Context, address string) context.Context {
	return context.WithValue(ctx, addressKey{}, address)
}

// AddressOf is the address that WithAddress kept; empty: none.
func AddressOf(ctx context.Context) string {
	a, _ := ctx.Value(addressKey{}).(string)
	return a
}
