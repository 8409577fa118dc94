package blob

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// ClamAV asks a clamd over its INSTREAM command.
type ClamAV struct {
	Network string // tcp or unix
	Address string
	Timeout time.Duration // for one file; 0: thirty seconds
}

const clamChunk = 64 << 10

// Scan sends the file to clamd and reads its verdict.
func (c ClamAV) Scan(ctx context.Context, r io.Reader) (string, error) {
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = 30 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, c.Network, c.Address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if err := stream(conn, r); err != nil {
		return "", err
	}
	answer, err := io.ReadAll(io.LimitReader(conn, 4096))
	if err != nil {
		return "", err
	}
	return verdict(string(bytes.TrimRight(answer, "\x00\n")))
}

// stream sends "zINSTREAM", then chunks each led by its length, then a zero length.
func stream(w io.Writer, r io.Reader) error {
	if _, err := io.WriteString(w, "zINSTREAM\x00"); err != nil {
		return err
	}
	buf := make([]byte, 4+clamChunk)
	for {
		n, err := io.ReadFull(r, buf[4:])
		if n > 0 {
			binary.BigEndian.PutUint32(buf, uint32(n))
			if _, err := w.Write(buf[:4+n]); err != nil {
				return err
			}
		}
		if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
			_, err := w.Write([]byte{0, 0, 0, 0})
			return err
		}
		if err != nil {
			return err
		}
	}
}

// verdict reads "stream: OK", "stream: Eicar-Signature FOUND" or an error.
func verdict(answer string) (string, error) {
	switch name, found := strings.CutSuffix(strings.TrimPrefix(answer, "stream: "), " FOUND"); {
	case found:
		return name, nil
	case answer == "stream: OK":
		return "", nil
	default:
		return "", fmt.Errorf("clamd: %q", answer)
	}
}
