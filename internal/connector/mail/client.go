package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"lianban/internal/base/fault"
)

// Client hands e-mail to a mail server. It may be used by many goroutines: every message has a connection of its own.
type Client struct {
	config Config
	from   *mail.Address
	domain string // of From, for Message-IDs
}

// defaultTimeout is how long one e-mail may take.
const defaultTimeout = 10 * time.Second

// NewClient makes a client.
func NewClient(c Config) (*Client, error) {
	from, err := c.sender()
	if err != nil {
		return nil, err
	}
	if c.Timeout <= 0 {
		c.Timeout = defaultTimeout
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	client := &Client{config: c, from: from, domain: domain}
	_, err = client.connection() // finds what is wrong with the settings before the first message
	return client, err
}

// connection prepares a connection to the server; nothing is dialled yet.
func (c *Client) connection() (*gomail.Client, error) {
	o := []gomail.Option{
		gomail.WithPort(c.config.Port), gomail.WithTimeout(c.config.Timeout), gomail.WithoutNoop(),
		gomail.WithTLSConfig(&tls.Config{ServerName: c.config.Host, MinVersion: tls.VersionTLS12, RootCAs: c.config.Roots}),
	}
	switch c.config.Security {
	case TLS:
		o = append(o, gomail.WithSSL())
	case Open:
		o = append(o, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		o = append(o, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if c.config.User != "" {
		password := ""
		if c.config.Password != nil {
			password = c.config.Password.Reveal()
		}
		o = append(o, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(c.config.User), gomail.WithPassword(password))
	}
	return gomail.NewClient(c.config.Host, o...)
}

// Send hands one e-mail to the server. An attempt whose answer was lost is repeated with the same Message-ID.
func (c *Client) Send(ctx context.Context, m Message) error {
	letter, err := c.compose(m)
	if err != nil {
		return refused(err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	conn, err := c.connection()
	if err != nil {
		return down(err)
	}
	if err := conn.DialAndSendWithContext(ctx, letter); err != nil && !letter.IsDelivered() {
		return judge(err)
	}
	return nil
}

// compose writes the e-mail. What could break out of its header line is refused here, whatever the library does.
func (c *Client) compose(m Message) (*gomail.Msg, error) {
	to, err := mail.ParseAddress(m.To)
	if err != nil || to.Name != "" {
		return nil, errors.New("mail: not a plain address")
	}
	if strings.ContainsAny(m.Subject+m.ID+m.To, "\r\n") || strings.ContainsAny(m.ID, "<>@ ") || m.ID == "" {
		return nil, errors.New("mail: a header of more than one line")
	}
	letter := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	letter.FromMailAddress(c.from)
	letter.ToMailAddress(to)
	letter.Subject(m.Subject)
	letter.SetMessageIDWithValue(m.ID + "@" + c.domain)
	letter.SetDateWithValue(m.At)
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // no out-of-office answers (RFC 3834)
	letter.SetBodyString(gomail.TypeTextPlain, strings.ReplaceAll(m.Text, "\n", "\r\n"))
	return letter, nil
}

// judge tells waiting from useless: a server that says for good that it does not know the receiver is not asked again.
// Everything else, a wrong password among it, is the server's or ours and may be mended.
func judge(err error) error {
	var s *gomail.SendError
	if errors.As(err, &s) && s.Reason == gomail.ErrSMTPRcptTo && !s.IsTemp() && s.ErrorCode() >= 500 {
		return refused(err)
	}
	return down(err)
}

func down(err error) error {
	f := fault.New(fault.Unavailable, "mail.down")
	f.Cause = err
	return f
}

func refused(err error) error {
	f := fault.New(fault.Invalid, "mail.refused")
	f.Cause = err
	return f
}
