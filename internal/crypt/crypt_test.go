package crypt

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

func ring(t *testing.T) (*Keys, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys", "ring.json")
	k, err := OpenKeys(path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	return k, path
}

func TestSealOpensOnlyWhereItBelongs(t *testing.T) {
	t.Parallel()
	k, _ := ring(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		aad := rapid.String().Draw(t, "aad")
		sealed, err := k.Seal(aad, plain)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := k.Open(aad, sealed); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("%v %v", got, err)
		}
		if again, _ := k.Seal(aad, plain); bytes.Equal(again, sealed) {
			t.Fatal("the same value must not seal to the same bytes")
		}
		if _, err := k.Open(aad+"x", sealed); !errors.Is(err, ErrDamaged) {
			t.Fatalf("moved to another place: %v", err)
		}
		i := rapid.IntRange(0, len(sealed)-1).Draw(t, "bit")
		broken := bytes.Clone(sealed)
		broken[i] ^= 1
		if _, err := k.Open(aad, broken); err == nil {
			t.Fatalf("byte %d was changed", i)
		}
		if _, err := k.Open(aad, sealed[:i]); err == nil {
			t.Fatalf("cut to %d bytes", i)
		}
	})
}

func TestIndexFindsEqualValuesOfOnePurpose(t *testing.T) {
	t.Parallel()
	k, path := ring(t)
	a := k.Index("person.id_number", "11010519491231002X")
	if len(a) != 16 || !bytes.Equal(a, k.Index("person.id_number", "11010519491231002X")) {
		t.Error("equal values have equal indexes")
	}
	if bytes.Equal(a, k.Index("person.phone", "11010519491231002X")) || bytes.Equal(a, k.Index("person.id_number", "110105194912310021")) {
		t.Error("other purposes and values do not")
	}
	if err := k.Rotate(); err != nil {
		t.Fatal(err)
	}
	again, err := OpenKeys(path, Options{})
	if err != nil || !bytes.Equal(a, again.Index("person.id_number", "11010519491231002X")) {
		t.Errorf("an index survives rotation and restart: %v", err)
	}
	other, _ := ring(t)
	if bytes.Equal(a, other.Index("person.id_number", "11010519491231002X")) {
		t.Error("another ring answers another index")
	}
}

func TestRotationSealsAnewAndOpensTheOld(t *testing.T) {
	t.Parallel()
	k, path := ring(t)
	node2, err := OpenKeys(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	old, _ := k.Seal("a", []byte("old"))
	if err := k.Rotate(); err != nil {
		t.Fatal(err)
	}
	fresh, _ := k.Seal("a", []byte("new"))
	if id, ok := KeyID(fresh); id != 2 || !ok {
		t.Errorf("sealed with key %d", id)
	}
	if got, err := k.Open("a", old); err != nil || string(got) != "old" {
		t.Errorf("%s %v", got, err)
	}
	if _, err := node2.Open("a", fresh); !errors.Is(err, ErrUnknownKey) {
		t.Errorf("a node that has not reloaded must say so: %v", err)
	}
	if err := node2.Reload(); err != nil {
		t.Fatal(err)
	}
	if got, err := node2.Open("a", fresh); err != nil || string(got) != "new" {
		t.Errorf("%s %v", got, err)
	}
	if _, ok := KeyID([]byte("short")); ok {
		t.Error("no key sealed this")
	}
}

func TestKeyFilesAreGuarded(t *testing.T) {
	t.Parallel()
	_, path := ring(t)
	for _, f := range []string{path, path + ".master"} {
		info, err := os.Stat(f)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", f, info.Mode(), err)
		}
	}
	want := func(name, key string, err error) {
		t.Helper()
		got := fault.Of(err)
		if err == nil || got.Key != key {
			t.Errorf("%s: want %s, got %v", name, key, err)
			return
		}
		if text := lang.Chinese().SayMap("fault."+got.Key, got.Params); !strings.Contains(text, "ring.json") {
			t.Errorf("%s: the sentence is %q", name, text)
		}
	}
	open := func(o Options) error { _, err := OpenKeys(path, o); return err }

	_, err := OpenKeys(filepath.Join(t.TempDir(), "ring.json"), Options{})
	want("no ring", "crypt.key_missing", err)
	os.Chmod(path, 0o640)
	want("a ring that the group reads", "crypt.key_readable", open(Options{Create: true}))
	os.Chmod(path, 0o600)
	os.Chmod(path+".master", 0o604)
	want("a master key that everybody reads", "crypt.key_readable", open(Options{}))
	os.Chmod(path+".master", 0o600)
	want("a wrong master key", "crypt.key_damaged", open(Options{Master: NewSecret(strings.Repeat("A", 43) + "=")}))
	want("no master key", "crypt.key_damaged", open(Options{Master: NewSecret("short")}))
	os.Remove(path + ".master")
	want("a ring without its master key", "crypt.key_missing", open(Options{Create: true}))
	os.WriteFile(path, []byte("{}"), 0o600)
	want("a damaged ring", "crypt.key_damaged", open(Options{Master: NewSecret(strings.Repeat("A", 43) + "=")}))
}

func TestMasterFromTheEnvironmentLeavesNoFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ring.json")
	o := Options{Master: NewSecret(strings.Repeat("A", 43) + "="), Create: true}
	k, err := OpenKeys(path, o)
	if err != nil {
		t.Fatal(err)
	}
	sealed, _ := k.Seal("a", []byte("x"))
	if _, err := os.Stat(path + ".master"); err == nil {
		t.Error("the master key must not be written down")
	}
	again, err := OpenKeys(path, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.Open("a", sealed); err != nil {
		t.Error(err)
	}
}

func TestKeysServeManyGoroutines(t *testing.T) {
	t.Parallel()
	k, _ := ring(t)
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 20 {
				sealed, err := k.Seal("a", []byte("x"))
				if err == nil {
					_, err = k.Open("a", sealed)
				}
				k.Index(fmt.Sprint(i), "v")
				if g == 0 && i%5 == 0 {
					err = errors.Join(err, k.Rotate())
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	p := NewPasswords(1)
	h, err := p.Hash(t.Context(), "联办-2026")
	if err != nil || !strings.HasPrefix(h, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%q %v", h, err)
	}
	for password, want := range map[string]bool{"联办-2026": true, "联办-2027": false, "": false} {
		if ok, err := p.Verify(t.Context(), h, password); err != nil || ok != want {
			t.Errorf("%q: %v %v", password, ok, err)
		}
	}
	if ok, err := p.Verify(t.Context(), "", "anything"); ok || err != nil {
		t.Errorf("nobody has this name: %v %v", ok, err)
	}
	if p.Outdated(h) || !p.Outdated(strings.Replace(h, "t=2", "t=1", 1)) || !p.Outdated("plain") {
		t.Error("only another cost is outdated")
	}
	for _, bad := range []string{"plain", "$2b$10$abc", strings.Replace(h, "m=19456", "m=99999999", 1), h + "$x", strings.Replace(h, "v=19", "v=16", 1)} {
		if _, err := p.Verify(t.Context(), bad, "x"); !errors.Is(err, ErrNotAHash) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	// the reference implementation's vector: argon2id v19, m=256 KiB, t=2, p=1 (phc-winner-argon2, test.c)
	const vector = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
	if ok, err := p.Verify(t.Context(), vector, "password"); err != nil || !ok {
		t.Errorf("the vector does not verify: %v", err)
	}
}

func TestPasswordsWaitForASeatNoLongerThanTheCaller(t *testing.T) {
	t.Parallel()
	p := NewPasswords(1)
	p.seats <- struct{}{} // somebody else works
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Hash(gone, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestASecretNeverShows(t *testing.T) {
	t.Parallel()
	type config struct {
		Name  string
		Token Secret
		inner struct{ key Secret }
	}
	c := config{Name: "sms", Token: NewSecret("hunter2")}
	c.inner.key = NewSecret("hunter2")
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "config", c, "token", c.Token, "pointer", &c.Token)
	slog.New(slog.NewTextHandler(&log, nil)).Info("start", "config", c, "token", c.Token)
	asJSON, _ := json.Marshal(c)
	all := log.String() + string(asJSON) + c.Token.String()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		all += fmt.Sprintf(verb, c) + fmt.Sprintf(verb, c.Token) + fmt.Sprintf(verb, &c)
	}
	for _, leak := range []string{"hunter2", fmt.Sprintf("%x", "hunter2")} {
		if strings.Contains(all, leak) {
			t.Errorf("%q shows in %s", leak, all)
		}
	}
	var back config
	if err := json.Unmarshal([]byte(`{"Token":"from file"}`), &back); err != nil || back.Token.Reveal() != "from file" {
		t.Errorf("a configuration must be readable: %v", err)
	}
	if !(Secret{}).Empty() || NewSecret("a").Empty() {
		t.Error("only nothing is empty")
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	a, b := NewToken().Reveal(), NewToken().Reveal()
	if a == b || len(a) != 43 || len(TokenDigest(a)) != 64 || TokenDigest(a) == TokenDigest(b) {
		t.Errorf("%s %s", a, b)
	}
	if !Equal("a", "a") || Equal("a", "b") || Equal("a", "aa") {
		t.Error("Equal compares")
	}
}
