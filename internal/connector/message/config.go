package message

import "lianban/internal/connector/outbound"

// Config is where the city's message gateway listens.
type Config struct {
	Outbound outbound.Config
	Sign     string // signature that Chinese gateways demand before a short message: 【联办】
}
