package mail

import (
	"crypto/x509"
	"errors"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"time"
)

// Credential is a secret that shows itself only here; crypt.Secret is one.
type Credential interface{ Reveal() string }

// Security is how the way to the server is protected.
type Security int

// The kinds of protection.
const (
	STARTTLS Security = iota // begins in the open and must turn to TLS (smtp://, port 587)
	TLS                      // TLS from the first byte (smtps://, port 465)
	Open                     // none: only to a relay on this machine
)

// Config is where the city's mail server is and who writes.
type Config struct {
	Host     string
	Port     int
	Security Security
	User     string     // empty: the server wants no sign-in
	Password Credential // of User
	From     string     // 联办 <no-reply@example.org>
	Timeout  time.Duration
	Roots    *x509.CertPool // whom to trust; nil: whom the machine trusts
}

// The ports of a mail server.
const (
	portSTARTTLS = 587
	portTLS      = 465
)

// ParseURL reads smtp://user@host:587 or smtps://user@host:465; smtp://localhost:25?tls=none is a relay on this machine.
// A password in the address is refused: addresses are seen in lists of processes.
func ParseURL(s string) (Config, error) {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || (u.Path != "" && u.Path != "/") {
		return Config{}, errors.New("mail: want smtp://user@host:port")
	}
	c := Config{Host: u.Hostname(), Port: portSTARTTLS, User: u.User.Username()}
	if _, has := u.User.Password(); has {
		return Config{}, errors.New("mail: the password does not belong into the address")
	}
	switch {
	case u.Scheme == "smtps":
		c.Security, c.Port = TLS, portTLS
	case u.Scheme != "smtp":
		return Config{}, errors.New("mail: want smtp:// or smtps://")
	case u.Query().Get("tls") == "none":
		if !local(c.Host) {
			return Config{}, errors.New("mail: without TLS only to this machine")
		}
		c.Security = Open
	}
	if p := u.Port(); p != "" {
		if c.Port, err = strconv.Atoi(p); err != nil || c.Port < 1 || c.Port > 65535 {
			return Config{}, errors.New("mail: the port is not a number")
		}
	}
	return c, nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// sender reads From.
func (c Config) sender() (*mail.Address, error) {
	a, err := mail.ParseAddress(c.From)
	if err != nil {
		return nil, errors.New("mail: the sender must be an address like \"name <name@host>\"")
	}
	return a, nil
}
