package store_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

func TestOpenSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := func(t *testing.T) string {
		path := filepath.Join(t.TempDir(), "lianban.db")
		if err := opened(t, "sqlite:"+path, storetest.Options()).Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	beside := func(t *testing.T, path, text string) {
		db, err := store.SQLite(path)
		if err != nil {
			t.Fatal(err)
		}
		db.SetMaxOpenConns(1)
		t.Cleanup(func() { db.Close() })
		if _, err := db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	for key, url := range map[string]func(t *testing.T) string{
		"store.damaged": func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "lianban.db")
			if err := os.WriteFile(path, bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
				t.Fatal(err)
			}
			return "sqlite:" + path
		},
		"store.folder": func(t *testing.T) string { return "sqlite:" + filepath.Join(good(t), "folder", "lianban.db") },
		"store.newer": func(t *testing.T) string {
			path := good(t)
			beside(t, path, "INSERT INTO schema_version (version_id, is_applied) VALUES (99999, 1)")
			return "sqlite:" + path
		},
		"store.locked": func(t *testing.T) string {
			path := good(t)
			beside(t, path, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE settings SET value = ''")
			return "sqlite:" + path
		},
		"store.url":         func(*testing.T) string { return "mysql://somewhere" },
		"store.unreachable": func(t *testing.T) string { return "postgres://nobody@/none?host=" + t.TempDir() },
	} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			s, err := store.Open(t.Context(), url(t), store.WithBusyTimeout(storetest.Options(), 50*time.Millisecond))
			if err == nil {
				s.Close()
				t.Fatal("it opens")
			}
			f := fault.Of(err)
			if f.Key != key {
				t.Errorf("got %v", err)
			}
			text := lang.Chinese().SayMap("fault."+f.Key, f.Params)
			if strings.ContainsAny(text, "[{") {
				t.Errorf("the sentence is %q", text)
			}
		})
	}
}

func TestEveryFaultHasAText(t *testing.T) {
	t.Parallel()
	key := regexp.MustCompile(`"(store\.[a-z_]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	found := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllSubmatch(text, -1) {
			found++
			if !lang.Chinese().Has("fault." + string(m[1])) {
				t.Errorf("%s: %s has no text", name, m[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d keys found: the test looks in the wrong place", found)
	}
}

// onBoth runs a test on each engine.
func onBoth(t *testing.T, test func(*testing.T, storetest.Database)) {
	t.Parallel()
	for name, fresh := range map[string]func(testing.TB) storetest.Database{"SQLite": sqliteDatabase, "PostgreSQL": postgresDatabase} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, fresh(t))
		})
	}
}

const setting = "INSERT INTO settings (key, value) VALUES ('%', 'x')"

func named(key string) string { return strings.Replace(setting, "%", key, 1) }

func TestReadersCannotWrite(t *testing.T) {
	onBoth(t, func(t *testing.T, open storetest.Database) {
		s := open(t, storetest.Options())
		if err := s.Read(t.Context(), named("a")); err == nil {
			t.Error("a reader wrote")
		}
		if err := s.Write(t.Context(), named("a")); err != nil {
			t.Error(err)
		}
	})
}

func TestABatchIsAllOrNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, open storetest.Database) {
		s := open(t, storetest.Options())
		if err := s.Write(t.Context(), named("a"), named("b"), named("a")); err == nil {
			t.Error("the same key was written twice")
		}
		for _, key := range []string{"a", "b"} {
			if v, err := s.Setting(t.Context(), key); v != "" || err != nil {
				t.Errorf("%s = %q, %v", key, v, err)
			}
		}
	})
}

func TestAUnitThatFailsTakesNobodyWithIt(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Options())
	release := s.HoldWriter()
	keys := []string{"a", "b", "a", "c"} // all in one commit
	answers := make([]chan error, len(keys))
	for i, key := range keys {
		answers[i] = make(chan error, 1)
		go func() { answers[i] <- s.Write(context.Background(), named(key)) }()
		for s.Queued() <= i { // in this order
			time.Sleep(time.Millisecond)
		}
	}
	release()
	for i, answer := range answers {
		if err := <-answer; (err != nil) != (i == 2) {
			t.Errorf("write %d of %s: %v", i, keys[i], err)
		}
	}
	for _, key := range []string{"a", "b", "c"} {
		if v, err := s.Setting(t.Context(), key); v != "x" || err != nil {
			t.Errorf("%s = %q, %v", key, v, err)
		}
	}
}

func TestAFullQueueIsAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	o := storetest.Options()
	o.Waiting = 1
	s := storetest.Open(t, o)
	release := s.HoldWriter()
	waiting := make(chan error, 1)
	go func() { waiting <- s.Write(context.Background(), named("a")) }()
	for s.Queued() < 1 {
		time.Sleep(time.Millisecond)
	}
	if err := s.Write(t.Context(), named("b")); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
	release()
	if err := <-waiting; err != nil {
		t.Error(err)
	}
}

func TestAWriteThatNobodyWaitsForIsNotBegun(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Options())
	release := s.HoldWriter()
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { left <- s.Write(ctx, named("a")) }()
	for s.Queued() < 1 {
		time.Sleep(time.Millisecond)
	}
	cancel()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	release()
	if err := s.Write(t.Context(), named("b")); err != nil {
		t.Fatal(err)
	}
	if v, _ := s.Setting(t.Context(), "a"); v != "" {
		t.Error("it was written after its author had left")
	}
}

func TestPersonalDataIsNeverWrittenPlain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := opened(t, "sqlite:"+filepath.Join(dir, "lianban.db"), storetest.Options())
	const secret = "SECRET370602199001011234"
	d, err := s.SaveDraft(t.Context(), store.Draft{ID: "d", Person: "p", Data: json.RawMessage(`{"id":"` + secret + `"}`)})
	if err != nil {
		t.Fatal(err)
	}
	ch := storetest.NewCase(1, 1)
	doc := storetest.Issue(&ch, "receipt")
	doc.Data["id"] = secret
	steps := []error{
		s.PutPaper(t.Context(), store.Paper{ID: "x", Version: 1, Draft: d.ID, Name: secret + ".jpg"}),
		s.Sessions().CommitCtx(t.Context(), secret, []byte(secret), time.Now().Add(time.Hour)),
		s.AddToken(t.Context(), store.Token{ID: "t"}, secret),
		s.Remember(t.Context(), store.Once{Scope: "s", Key: "k", Request: []byte(secret)}, store.Answer{Status: 200, Body: []byte(secret)}),
	}
	_, err = s.EnsurePerson(t.Context(), store.Person{ID: "p", IDNo: secret, Phone: secret})
	steps = append(steps, err)
	_, err = s.CountAttempt(t.Context(), "login:"+secret, time.Hour)
	steps = append(steps, err)
	_, err = s.Create(t.Context(), storetest.Once(), func() (store.Filing, error) {
		return store.Filing{Change: ch, Draft: d.ID, Version: d.Version, Snapshot: store.Snapshot{Data: json.RawMessage(`"` + secret + `"`)}}, nil
	})
	if err := errors.Join(append(steps, err)...); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	marked := false
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("SECRET")) {
			t.Errorf("%s holds it plain", filepath.Base(name))
		}
		marked = marked || bytes.Contains(b, []byte(ch.Case.No))
	}
	if !marked {
		t.Error("the test looks in the wrong files")
	}
}

func TestWorklistsUseIndexes(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Options())
	officer := permission.Filter{Any: []permission.Clause{{Departments: []string{"market"}, Areas: []string{"zhifu", "laishan"}}}}
	for name, f := range map[string]store.Filter{
		"item_cases_open":        {},
		"item_cases_open ":       {States: []casework.State{casework.Waiting, casework.Held}},
		"item_cases_by_handler":  {Handler: "staff-1"},
		"item_cases_by_decision": {DecidedOn: calendar.DayOf(storetest.Start)},
		"item_cases_by_receipt":  {Newest: true},
		"item_cases_by_due":      {Clocks: store.AgencyClocks, DueBefore: calendar.DayOf(storetest.Start)},
		"item_cases_late":        {Failed: true},
		"item_cases_supervised":  {Supervised: casework.OrderOpen},
		"item_cases_open  ":      {Text: "海风"}, // among the open ones of a department
	} {
		f.Scope = officer
		if f.Failed || f.Supervised != "" || f.Clocks != nil {
			f.Scope = permission.Filter{Any: []permission.Clause{{Areas: []string{"zhifu", "laishan"}}}} // a supervisor's
		}
		plan, err := s.WorklistPlan(t.Context(), f, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(plan, "SCAN") {
			t.Errorf("%s: reads the whole table:\n%s", name, plan)
		}
		if !strings.Contains(plan, strings.TrimSpace(name)) {
			t.Errorf("%s is not used:\n%s", name, plan)
		}
	}
}
