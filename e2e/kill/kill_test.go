// Package kill kills the server while people submit, again and again, and then counts: nothing that was
// acknowledged may be lost, doubled or torn. `make test` runs it on both databases; a plain `go test ./...`
// skips it because it needs the built binary.
package kill

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/ident"
	"lianban/internal/crypt"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
	"lianban/internal/store/pgtest"
)

const (
	rounds  = 5 // kills per database
	writers = 8
	person  = "zhang_lichun" // sample person of the demo
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

func TestKillDuringSubmissions(t *testing.T) {
	if os.Getenv("LIANBAN_KILL") == "" {
		t.Skip("set LIANBAN_KILL=1 and LIANBAN_BIN, or run make test-kill")
	}
	bin := os.Getenv("LIANBAN_BIN")
	if bin == "" {
		t.Fatal("LIANBAN_BIN names the built binary")
	}
	t.Run("sqlite", func(t *testing.T) {
		dir := t.TempDir()
		torture(t, bin, dir, "sqlite:"+filepath.Join(dir, "lianban.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		torture(t, bin, t.TempDir(), pgtest.Database(t, "kill", func(string) error { return nil }))
	})
}

// torture submits from many clients while the server is killed, then compares what was acknowledged with
// what the database holds.
func torture(t *testing.T, bin, dir, url string) {
	s := &server{t: t, bin: bin, dir: dir, url: url}
	s.command("migrate")
	token := strings.TrimSpace(s.command("token", "add", "--demo", person))
	s.port = freePort(t)
	s.start()
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	stop := make(chan struct{})
	acks := &ledger{numbers: map[string]string{}}
	var me struct {
		ID ident.PersonID `json:"id"`
	}
	if err := (client{base: s.address(), token: token}).do(ctx, http.MethodGet, "/me", "", nil, &me); err != nil {
		t.Fatal(err)
	}
	acks.person = me.ID
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			c := client{base: s.address(), token: token}
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				c.submit(ctx, fmt.Sprintf("writer-%d-%d", i, n), acks)
			}
		})
	}
	for range rounds {
		time.Sleep(time.Duration(400+rand.IntN(1200)) * time.Millisecond)
		s.kill()
		s.start()
	}
	close(stop)
	wg.Wait()
	s.kill()
	if err := ctx.Err(); err != nil {
		t.Fatalf("the writers did not finish: %v (last: %v)", err, acks.last)
	}
	s.compare(acks)
}

// compare opens the database that the last kill left and counts.
func (s *server) compare(acks *ledger) {
	t := s.t
	keys, err := crypt.OpenKeys(filepath.Join(s.dir, "keys.json"), crypt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(context.Background(), s.url, store.Options{
		Clock: clock.System{}, Logger: slog.New(slog.DiscardHandler), Seal: keys,
		Dues: func(*casework.Case) []casework.Due { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	held := map[string]bool{}
	torn := 0
	for _, c := range allCases(t, db, acks.person) {
		held[string(c.No)] = true
		if whole(t, db, c) != nil {
			torn++
		}
	}
	lost := 0
	for _, no := range acks.numbers {
		if !held[no] {
			lost++
		}
		delete(held, no)
	}
	doubled := len(held) // what no key was ever acknowledged for: a second case of some key
	t.Logf("%d kills, %d acknowledged submissions, %d lost, %d doubled, %d torn", rounds, len(acks.numbers), lost, doubled, torn)
	if lost+doubled+torn > 0 || len(acks.numbers) < writers {
		t.Errorf("difference is not empty: lost %d, doubled %d, torn %d of %d (last: %v)", lost, doubled, torn, len(acks.numbers), acks.last)
	}
}

// whole says what is missing from a case: items, snapshot, receipt, an unbroken journal.
func whole(t *testing.T, db *store.Store, c *casework.Case) error {
	ctx := context.Background()
	if len(c.Items) == 0 {
		return fmt.Errorf("%s has no items", c.No)
	}
	if _, err := db.Snapshot(ctx, c.ID); err != nil {
		return err
	}
	documents, err := db.Documents(ctx, c.ID)
	if err != nil || len(documents) == 0 {
		return fmt.Errorf("%s has no receipt: %w", c.No, err)
	}
	entries, err := db.Journal(ctx, c.ID, 0, 0)
	if err != nil {
		return err
	}
	if len(entries) != c.Seq || entries[len(entries)-1].Hash != c.Head {
		return fmt.Errorf("%s: journal of %d entries, case says %d", c.No, len(entries), c.Seq)
	}
	return casework.Verify(entries)
}

func allCases(t *testing.T, db *store.Store, owner ident.PersonID) []*casework.Case {
	var out []*casework.Case
	p := store.Page{Limit: 100}
	for {
		list, err := db.CasesOf(context.Background(), owner, false, p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, list.Cases...)
		if list.Pages.Next == "" {
			return out
		}
		p.After = list.Pages.Next
	}
}

// server is the process that is killed.
type server struct {
	t    *testing.T
	bin  string
	dir  string
	url  string
	port int
	cmd  *exec.Cmd
}

func (s *server) address() string { return fmt.Sprintf("http://127.0.0.1:%d", s.port) }

// command runs another command of the binary on the same data and answers what it printed.
func (s *server) command(args ...string) string {
	args = append(args, "--data", s.dir, "--database", s.url)
	out, err := exec.Command(s.bin, args...).Output()
	if err != nil {
		s.t.Fatalf("lianban %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (s *server) start() {
	s.cmd = exec.Command(s.bin, "demo", "--empty", "--api-rate", "0", "--attempts", "0", "--data", s.dir, "--database", s.url,
		"--listen", fmt.Sprintf("127.0.0.1:%d", s.port))
	log, err := os.OpenFile(filepath.Join(s.dir, "server.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	s.cmd.Stdout, s.cmd.Stderr = log, log
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for range 600 {
		if ready(s.address()) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b, _ := os.ReadFile(filepath.Join(s.dir, "server.log"))
	s.t.Fatalf("the server did not come up:\n%s", b)
}

// kill is kill -9.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}
