// Package pgtest gives tests a PostgreSQL of their own: a private cluster made by the distribution's
// binaries in a temporary folder, reached by a unix socket only, started once per test binary. Where
// PostgreSQL is not installed tests are skipped, unless LIANBAN_TEST_PG=require.
package pgtest

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// cluster is a running PostgreSQL.
type cluster struct {
	dir      string
	stop     io.Closer // the guardian's standard input
	guardian *exec.Cmd

	mu       sync.Mutex
	template map[string]error // prepared templates by name
}

var (
	once    sync.Once
	running *cluster
	failed  error
	counter atomic.Int64
)

// errAbsent is the answer where PostgreSQL is not installed.
var errAbsent = errors.New("PostgreSQL is not installed: the tests of that engine need the Debian package postgresql")

// Run runs the tests of a binary and stops the cluster; a TestMain says os.Exit(pgtest.Run(m)).
func Run(m *testing.M) int {
	defer func() {
		if running != nil {
			running.close()
		}
	}()
	return m.Run()
}

// Database answers the address of a fresh database that is dropped after the test. prepare fills the
// template from which it is copied; it runs once per binary and name.
func Database(t testing.TB, name string, prepare func(url string) error) string {
	t.Helper()
	once.Do(func() { running, failed = start() })
	if failed != nil {
		if errors.Is(failed, errAbsent) && os.Getenv("LIANBAN_TEST_PG") != "require" {
			t.Skip("SKIPPED, NOT PASSED: " + failed.Error() + " (LIANBAN_TEST_PG=require makes this fail)")
		}
		t.Fatal(failed)
	}
	c := running
	if err := c.prepared(name, prepare); err != nil {
		t.Fatalf("the template %s: %v", name, err)
	}
	db := fmt.Sprintf("test_%d", counter.Add(1))
	if err := c.admin("CREATE DATABASE " + db + " TEMPLATE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.admin("DROP DATABASE " + db + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return c.url(db)
}

// prepared makes a template once.
func (c *cluster) prepared(name string, prepare func(url string) error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err, done := c.template[name]; done {
		return err
	}
	err := c.admin("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'")
	if err == nil && prepare != nil {
		err = prepare(c.url(name))
	}
	c.template[name] = err
	return err
}

func (c *cluster) url(db string) string {
	q := url.Values{"host": {c.dir}, "port": {"5432"}, "sslmode": {"disable"}}
	return "postgres://postgres@/" + db + "?" + q.Encode()
}

func (c *cluster) admin(sql string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.url("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}

// close stops the server and removes the folder.
func (c *cluster) close() {
	c.stop.Close()
	_ = c.guardian.Wait() // a server that was told to stop at once ends with a signal
	os.RemoveAll(c.dir)
}

// binaries finds the newest installed server.
func binaries() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	best, folder := 0, ""
	for _, path := range found {
		version, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
		if err == nil && version > best {
			best, folder = version, filepath.Dir(path)
		}
	}
	if path, err := exec.LookPath("initdb"); folder == "" && err == nil {
		folder = filepath.Dir(path)
	}
	if folder == "" {
		return "", errAbsent
	}
	return folder, nil
}

// guard runs the server and stops it when its standard input ends: with the test binary, however that ends.
const guard = `"$1/postgres" -D "$2/data" -k "$2" -p 5432 -c listen_addresses= -c fsync="$3" \
	-c synchronous_commit="$3" -c full_page_writes="$3" -c max_connections=300 -c shared_buffers=64MB >"$2/log" 2>&1 &
read _
kill -QUIT $!
wait $!
rm -rf "$2"`

func start() (*cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "lianban-pg-")
	if err != nil {
		return nil, err
	}
	as, err := unprivileged(dir)
	if err != nil {
		return nil, err
	}
	initdb := as(bin+"/initdb", "-D", dir+"/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
	if out, err := initdb.CombinedOutput(); err != nil {
		os.RemoveAll(dir)
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	// Benchmarks measure the disk; tests only need what a killed process leaves behind, which needs no fsync.
	durable := "off"
	if f := flag.Lookup("test.bench"); f != nil && f.Value.String() != "" {
		durable = "on"
	}
	c := &cluster{dir: dir, template: map[string]error{}}
	c.guardian = as("sh", "-c", guard, "guard", bin, dir, durable)
	stdin, err := c.guardian.StdinPipe()
	if err != nil {
		return nil, err
	}
	c.stop = stdin
	if err := c.guardian.Start(); err != nil {
		return nil, err
	}
	if err := c.await(); err != nil {
		log, _ := os.ReadFile(dir + "/log")
		c.close()
		return nil, fmt.Errorf("PostgreSQL does not answer: %w\n%s", err, log)
	}
	return c, nil
}

// await waits until the server answers.
func (c *cluster) await() error {
	deadline := time.Now().Add(time.Minute)
	for {
		err := c.admin("SELECT 1")
		if err == nil || time.Now().After(deadline) {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// unprivileged answers how to run a command: as the user postgres when we are root, whom PostgreSQL refuses.
func unprivileged(dir string) (func(name string, args ...string) *exec.Cmd, error) {
	if os.Getuid() != 0 {
		return exec.Command, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("root may not run PostgreSQL, and there is no user postgres: %w", err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return func(name string, args ...string) *exec.Cmd {
		drop := []string{"--reuid=" + u.Uid, "--regid=" + u.Gid, "--clear-groups", name}
		cmd := exec.Command("setpriv", append(drop, args...)...)
		cmd.Dir = dir
		return cmd
	}, nil
}
