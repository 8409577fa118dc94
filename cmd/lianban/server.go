package main

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/web/page"
	"lianban/packs"
)

// packsOf answers a city's own packs, or those of the sample city.
func packsOf(dir string) fs.FS {
	if dir == "" {
		return packs.FS
	}
	return os.DirFS(dir)
}

// listen takes the port. Faults: Unavailable cli.port_taken, cli.no_listen.
func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fault.New(fault.Unavailable, "cli.port_taken", "address", address)
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "cli.no_listen", "address", address, "reason", err.Error())
	}
	return l, nil
}

// timeouts of a connection: uploads from a slow phone get minutes, idle ones go sooner.
const (
	headTime = 10 * time.Second
	readTime = 5 * time.Minute
	idleTime = 2 * time.Minute
	stopTime = 10 * time.Second
)

// serve answers requests until ctx ends, then lets those at hand finish.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: headTime, ReadTimeout: readTime, WriteTimeout: readTime, IdleTimeout: idleTime,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
		ConnContext: page.InContext,
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(page.Whole{Listener: l}) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	say("cli.stopping")
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	return s.Shutdown(stop)
}

// address is where a browser goes for a listener.
func address(l net.Listener) string {
	host, port, _ := net.SplitHostPort(l.Addr().String())
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return "http://" + host + ":" + port + "/"
}
