package payment

import "lianban/internal/connector/outbound"

// Config is where the city's payment system listens.
type Config struct {
	Outbound outbound.Config
	Provider string // name under which its receipts are kept: treasury
}
