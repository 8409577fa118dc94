package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// A folder stands for the proofs in it, in the order of their names; one that fails fails all.
func TestProofsOfAFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := (&PackProveCmd{Scenario: []string{"ride_driver", "mail_customs"}, Out: dir}).Run(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("no proof"), 0o600); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	var one, all bytes.Buffer
	if err := (&verifyProofCmd{File: files}).run(&one); err != nil {
		t.Fatal(err)
	}
	if err := (&verifyProofCmd{File: []string{dir}}).run(&all); err != nil {
		t.Fatal(err)
	}
	total := strings.TrimSpace(all.String())
	if len(files) < 2 || one.String() != all.String() || strings.Count(total, "\n") != len(files) {
		t.Errorf("%d files\n%s\n%s", len(files), &one, &all)
	}
	begin, _, _ := strings.Cut(lang.Chinese().Say("cli.proof.all", "files", len(files), "n", 1, "plans", 1), "1 ")
	if !strings.Contains(total, begin) {
		t.Errorf("%q lacks %q", total, begin)
	}

	content, err := os.ReadFile(files[1])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[1], bytes.Replace(content, []byte(`"always"`), []byte(`"never"`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (&verifyProofCmd{File: []string{dir}}).run(&all); fault.Of(err).Key != "cli.proof_broken" || fault.Of(err).Params["file"] != files[1] {
		t.Error(err)
	}
}

func TestNoProofsToVerify(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	for _, name := range []string{empty, filepath.Join(empty, "nothing.json")} {
		if err := (&verifyProofCmd{File: []string{name}}).run(&bytes.Buffer{}); fault.Of(err).Key != "cli.proof_none" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
