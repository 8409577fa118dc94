package page

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// pieces counts what comes over a connection: what was sent in one piece and is small enough comes in one read.
type pieces struct {
	net.Conn
	n *atomic.Int32
}

func (p pieces) Read(b []byte) (int, error) {
	n, err := p.Conn.Read(b)
	if n > 0 {
		p.n.Add(1)
	}
	return n, err
}

func TestKeptPageIsSentWhole(t *testing.T) {
	t.Parallel()
	d := newDrawn()
	site := httptest.NewUnstartedServer(d.s)
	site.Listener = Whole{site.Listener}
	site.Config.ConnContext = InContext
	site.Start()
	t.Cleanup(site.Close)
	var n atomic.Int32
	client := http.Client{Transport: &http.Transport{ReadBufferSize: 1 << 20, DisableCompression: true, Dial: func(network, to string) (net.Conn, error) {
		c, err := net.Dial(network, to)
		return pieces{c, &n}, err
	}}}
	t.Cleanup(client.CloseIdleConnections)
	get := func(path string) string {
		r, err := client.Get(site.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	long := "/" + strings.Repeat("x", 8)
	first := get(long)
	for range 20 { // one connection answers one after the other, kept or not
		n.Store(0)
		if got := get(long); got != first {
			t.Fatalf("a kept page came as %q", got[:40])
		}
		if n.Load() != 1 {
			t.Errorf("a kept page came in %d pieces", n.Load())
		}
		get("/own")
	}
}

func TestWhatIsNotWholeIsSentAtOnce(t *testing.T) {
	t.Parallel()
	here, there := net.Pipe()
	t.Cleanup(func() { here.Close(); there.Close() })
	if c, err := (Whole{one{here}}).Accept(); err != nil || c != here {
		t.Fatalf("a connection that is no TCP came as %v, %v", c, err)
	}
	inOnePiece(t.Context(), 10) // a server that was not told of it: nothing is held back, and nothing breaks
}

// one is a listener with one connection.
type one struct{ c net.Conn }

func (o one) Accept() (net.Conn, error) { return o.c, nil }
func (o one) Close() error              { return nil }
func (o one) Addr() net.Addr            { return nil }
