package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
	"lianban/internal/store/pgtest"
	"lianban/internal/store/storetest"
)

// crashVictim names the database that a process of this test works on until it is killed.
const crashVictim = "LIANBAN_STORE_CRASH_VICTIM"

// victim files and changes cases and says each one that was answered on its standard output.
func victim(url string) {
	s, err := store.Open(context.Background(), url, storetest.Options())
	if err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	say := make(chan string)
	for range 8 {
		go func() {
			for {
				say <- fileAndAccept(s, say)
			}
		}()
	}
	for line := range say {
		fmt.Println(line)
		if strings.HasPrefix(line, "failed") {
			os.Exit(1)
		}
	}
}

// fileAndAccept does two acts, says the first and answers what to say of the second.
func fileAndAccept(s *store.Store, say chan<- string) string {
	ctx := context.Background()
	seq, err := s.NextCaseSeq(ctx, "zhifu", calendar.DayOf(storetest.Start))
	if err != nil {
		return "failed " + err.Error()
	}
	ch := storetest.NewCase(seq, 3)
	id := ch.Case.ID
	storetest.Tell(&ch, "department:a", "arrived")
	if _, err := s.Create(ctx, storetest.Once(), func() (store.Filing, error) { return store.Filing{Change: ch}, nil }); err != nil {
		return "failed " + err.Error()
	}
	say <- "filed " + string(id)
	_, err = s.Apply(ctx, store.ByID(id), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		c.Items[0].State = casework.Accepted
		storetest.Act(&ch, "accept", "")
		storetest.Tell(&ch, "department:a", "accepted")
		return ch, nil
	})
	if err != nil {
		return "failed " + err.Error()
	}
	return "accepted " + string(id)
}

func TestKilledProcessLosesNothingThatWasAnswered(t *testing.T) {
	t.Parallel()
	for name, fresh := range map[string]func(testing.TB) string{
		"SQLite":     func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "lianban.db") },
		"PostgreSQL": func(t testing.TB) string { return pgtest.Database(t, "crash", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := fresh(t)
			answered := map[ident.CaseID]int{}
			for range 3 { // killed, started again on what is left, killed …
				killed(t, url, answered)
			}
			alone(t, url)
			survivors(t, opened(t, url, storetest.Options()), answered)
		})
	}
}

// alone waits until PostgreSQL has noticed that the victim is gone: what it was doing for it at that moment
// may still commit, between two looks of the comparison.
func alone(t *testing.T, url string) {
	t.Helper()
	if strings.HasPrefix(url, "sqlite:") {
		return
	}
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for range 500 {
		var others int
		err := conn.QueryRow(t.Context(), `SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`).Scan(&others)
		if err != nil {
			t.Fatal(err)
		}
		if others == 0 {
			return
		}
		<-tick.C
	}
	t.Fatal("the victim's sessions do not end")
}

// killed runs a victim, notes what it was answered, and kills it in the middle of its work.
func killed(t *testing.T, url string, answered map[ident.CaseID]int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), crashVictim+"="+url)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		word, id, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "filed":
			answered[ident.CaseID(id)] = 1
		case "accepted":
			answered[ident.CaseID(id)] = 2
		default:
			t.Error(lines.Text())
		}
		if n == 200 {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait() // killed
}

// survivors compares what is stored with what was answered: nothing lost, nothing torn, nothing twice.
func survivors(t *testing.T, s *store.Store, answered map[ident.CaseID]int) {
	t.Helper()
	if len(answered) < 200 {
		t.Fatalf("only %d cases were answered", len(answered))
	}
	messages, err := s.OutboxNext(t.Context(), "department:a", time.Now(), 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	told := map[ident.CaseID]int{}
	for _, m := range messages {
		told[m.Case]++
	}
	for id, acts := range answered {
		if told[id] < acts {
			t.Errorf("%s: %d acts were answered, %d messages are stored", id, acts, told[id])
		}
	}
	for id, acts := range told { // everything stored is whole, also what was not answered any more
		c, err := s.Case(t.Context(), store.ByID(id))
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		journal, err := s.Journal(t.Context(), id, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		accepted := c.Items[0].State == casework.Accepted
		if len(journal) != acts || c.Seq != acts || len(c.Items) != 3 || accepted != (acts == 2) || acts > 2 {
			t.Errorf("%s is torn: %d entries, seq %d, %d items, %d messages, %s", id, len(journal), c.Seq, len(c.Items), acts, c.Items[0].State)
		}
	}
}
