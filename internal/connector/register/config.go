package register

import "lianban/internal/connector/outbound"

// Config is where the city's data-sharing platform (数据共享交换平台) answers.
type Config struct {
	Outbound outbound.Config
}
