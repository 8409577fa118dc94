package main

import (
	"os"
	"path/filepath"
	"testing"
)

// Packs that nobody has published are walked in a city of their own: the house that somebody keeps is not touched, and nothing of
// the walk is left.
func TestAFolderIsWalkedInAThrowawayCity(t *testing.T) {
	t.Parallel()
	kept := where{Data: t.TempDir(), Database: "postgres://somebody/keeps"}
	at, clear, err := (&demoCmd{where: kept}).place()
	if err != nil || at != kept {
		t.Fatalf("without a folder the city lives at %+v: %v", at, err)
	}
	clear()
	if _, err := os.Stat(kept.Data); err != nil {
		t.Error("a city that is kept was cleared away")
	}
	c := &demoCmd{where: kept, Packs: "somewhere"}
	if at, clear, err = c.place(); err != nil || at.Database != "" || at.Data == kept.Data || at.url() == kept.url() || !at.throwaway {
		t.Fatalf("a folder is walked at %+v: %v", at, err)
	}
	if err := os.WriteFile(filepath.Join(at.Data, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	clear()
	if _, err := os.Stat(at.Data); !os.IsNotExist(err) {
		t.Errorf("something of the walk is left: %v", err)
	}
	if _, dir := c.source(); dir != "somewhere" {
		t.Errorf("the packs come from %s", dir)
	}
}

// Whose department the folder does not have is not there to sign in.
func TestOnlyStaffOfTheFolderAreThere(t *testing.T) {
	t.Parallel()
	cat, err := catalogue("")
	if err != nil {
		t.Fatal(err)
	}
	d := demoStaff{Staff: []demoAccount{{Login: "x", Department: "nowhere"}, {Login: "lin", Department: "market"}}, City: []demoAccount{{Login: "y", Department: "nowhere"}}}
	if got := d.in(cat); len(got.Staff) != 1 || got.Staff[0].Login != "lin" || len(got.City) != 0 || len(d.Staff) != 2 {
		t.Errorf("%+v of %+v", got, d)
	}
}
