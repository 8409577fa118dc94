package page

import (
	"context"
	"net"
	"sync"
)

// Whole is a listener whose connections can send a kept page in one piece. net/http writes an answer in parts of 4 KB, and
// the writing is what a kept page costs: one part instead of two is a fifth more pages a second. The server must hand its
// connections to the handlers by InContext.
type Whole struct{ net.Listener }

// Accept takes the next connection.
func (l Whole) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if tcp, ok := c.(*net.TCPConn); ok {
		return &wholeConn{TCPConn: tcp}, err
	}
	return c, err
}

// InContext is the ConnContext of the server that listens on Whole.
func InContext(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, wholeKey{}, c)
}

type wholeKey struct{}

// largestWhole is what is held back at most, in bytes: every page, and no file.
const largestWhole = 64 << 10

// wholeConn holds back what is written until it has as many bytes as were announced. Only the goroutine that serves the
// connection writes to it.
type wholeConn struct {
	*net.TCPConn // with its way of sending files
	held         *[]byte
	want         int
}

var heldParts = sync.Pool{New: func() any { b := make([]byte, 0, 16<<10); return &b }}

// inOnePiece says that the handler is about to write n bytes, all of them, and nothing in between.
func inOnePiece(ctx context.Context, n int) {
	if c, ok := ctx.Value(wholeKey{}).(*wholeConn); ok && n > 0 && n <= largestWhole {
		c.want, c.held = n, heldParts.Get().(*[]byte)
	}
}

// Write writes, or holds back until the rest has come.
func (c *wholeConn) Write(b []byte) (int, error) {
	if c.held == nil {
		return c.TCPConn.Write(b)
	}
	*c.held = append(*c.held, b...)
	if len(*c.held) < c.want {
		return len(b), nil
	}
	_, err := c.TCPConn.Write(*c.held)
	*c.held = (*c.held)[:0]
	heldParts.Put(c.held)
	c.held = nil
	if err != nil {
		return 0, err
	}
	return len(b), nil
}
