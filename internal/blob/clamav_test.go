package blob

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"strings"
	"testing"

	"lianban/internal/base/fault"
)

// clamd answers one connection like clamd does, finding "EICAR".
func clamd(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			serveClam(c)
		}
	}()
	return l.Addr().String()
}

func serveClam(c net.Conn) {
	defer c.Close()
	head := make([]byte, 10)
	if _, err := io.ReadFull(c, head); err != nil || string(head) != "zINSTREAM\x00" {
		io.WriteString(c, "UNKNOWN COMMAND\x00")
		return
	}
	var all bytes.Buffer
	for {
		var n uint32
		if binary.Read(c, binary.BigEndian, &n) != nil {
			return
		}
		if n == 0 {
			break
		}
		io.CopyN(&all, c, int64(n))
	}
	if bytes.Contains(all.Bytes(), []byte("EICAR")) {
		io.WriteString(c, "stream: Eicar-Signature FOUND\x00")
		return
	}
	io.WriteString(c, "stream: OK\x00")
}

func TestClamAV(t *testing.T) {
	t.Parallel()
	f := folder(t, ClamAV{Network: "tcp", Address: clamd(t)})
	info, err := f.Put(t.Context(), strings.NewReader("%PDF-1.7\n"+strings.Repeat("x", 200_000)), Limits{})
	if err != nil || !info.Scanned {
		t.Errorf("a clean file: %+v %v", info, err)
	}
	if _, err := f.Put(t.Context(), strings.NewReader("%PDF-1.7 EICAR"), Limits{}); fault.Of(err).Key != "blob.infected" {
		t.Errorf("an infected file: %v", err)
	}
	down := folder(t, ClamAV{Network: "tcp", Address: "127.0.0.1:1"})
	if info, err := down.Put(t.Context(), strings.NewReader("%PDF-1.7 EICAR"), Limits{}); err != nil || info.Scanned {
		t.Errorf("a scanner that is down blocks nobody and is not called a scan: %+v %v", info, err)
	}
	if _, err := verdict("INSTREAM size limit exceeded. ERROR"); err == nil {
		t.Error("an error is no verdict")
	}
}
