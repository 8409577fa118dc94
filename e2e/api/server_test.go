package api

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// binary is the built product: the one that LIANBAN_BIN names, or one that is built here.
func binary(t *testing.T) string {
	t.Helper()
	if bin := os.Getenv("LIANBAN_BIN"); bin != "" {
		return bin
	}
	bin := filepath.Join(t.TempDir(), "lianban")
	build := exec.Command("go", "build", "-trimpath", "-o", bin, "./cmd/lianban") // as the Makefile does: one build cache
	build.Dir = filepath.Join("..", "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// server is `lianban demo` on a folder of its own.
type server struct {
	t         *testing.T
	bin, data string
	address   string
	running   *exec.Cmd
	said      *bytes.Buffer
}

func (s *server) start() {
	s.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	listen := l.Addr().String()
	if err := l.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.address, s.said = "http://"+listen, &bytes.Buffer{}
	s.running = exec.Command(s.bin, "demo", "--empty", "--api-rate", "0", "--data", s.data, "--listen", listen, "--clock", "2026-03-10T10:15")
	s.running.Stdout, s.running.Stderr = s.said, s.said
	if err := s.running.Start(); err != nil {
		s.t.Fatal(err)
	}
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		resp, err := http.Get(s.address + "/readyz")
		if err != nil {
			continue
		}
		_ = resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return
		}
	}
	s.stop()
	s.t.Fatalf("the server did not get ready:\n%s", s.said)
}

// stop ends the server as an operator would.
func (s *server) stop() {
	s.t.Helper()
	if s.running == nil {
		return
	}
	_ = s.running.Process.Signal(syscall.SIGTERM)
	if err := s.running.Wait(); err != nil {
		s.t.Errorf("the server did not stop cleanly: %v\n%s", err, s.said)
	}
	s.running = nil
}

// token issues a bearer token as the guide for the API says.
func (s *server) token(flag, who string) string {
	s.t.Helper()
	out, err := exec.Command(s.bin, "token", "add", "--data", s.data, flag, who).Output()
	if err != nil {
		s.t.Fatalf("token add %s %s: %v\n%s", flag, who, err, out)
	}
	return strings.TrimSpace(string(out))
}
