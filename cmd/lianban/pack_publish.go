package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/publishing"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/crypt"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// publishes is what publishing and rolling back have in common.
type publishes struct {
	where
	By      string `help:"Who answers for it; default: the user of the machine."`
	Note    string `help:"Why, in a few words; people read it."`
	Running string `help:"What becomes of what was begun before, where the history of a scenario does not say it: finish, upgrade or migrate." default:"finish" enum:"finish,upgrade,migrate"`
	DryRun  bool   `help:"Only show what would change."`
}

func (c publishes) options() publishing.Options {
	by := c.By
	if by == "" {
		if u, err := user.Current(); err == nil {
			by = u.Username
		}
	}
	return publishing.Options{By: by, Note: c.Note, Running: c.Running}
}

// PackPublishCmd makes packs count on every node.
type PackPublishCmd struct {
	publishes
	Scenario []string `arg:"" optional:"" help:"Only these scenarios may change; others are refused with their names."`
	Packs    string   `help:"Folder of the packs." required:"" type:"existingdir"`
}

// Run checks the packs, shows what changes, and publishes it.
func (c *PackPublishCmd) Run(ctx context.Context) error { return c.run(ctx, os.Stdout) }

func (c *PackPublishCmd) run(ctx context.Context, out io.Writer) error {
	packs := os.DirFS(c.Packs)
	cat, report, err := pack.Check(packs)
	if err != nil {
		return noPacks(err)
	}
	if bad := pack.Errors(report.Findings); len(bad) > 0 {
		report.Findings = bad
		printReport(out, report)
		return errors.New(lang.Chinese().Say("pack.print.errors", "n", len(bad)))
	}
	x, err := finder(packs, cat) // the synonyms name things of the packs
	if err != nil {
		return err
	}
	if err := x.Close(); err != nil {
		return err
	}
	s, err := c.openStore(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	o := c.options()
	o.Only = c.Scenario
	p, found, err := publishing.Prepare(ctx, s, packs, o)
	return c.publish(ctx, out, s, p, found, err)
}

// publish shows a publication, refuses it for its findings, and makes it count.
func (c publishes) publish(ctx context.Context, out io.Writer, s *store.Store, p *publishing.Publication, found []pack.Finding, err error) error {
	var broken *pack.BrokenError
	if errors.As(err, &broken) {
		return fmt.Errorf("%s\n%w", lang.Chinese().Say("pack.print.broken"), err)
	}
	if err != nil {
		return err
	}
	if p.Same {
		tell(out, "publishing.print.same", "release", p.Parent.Seq)
		return nil
	}
	printVersioned(out, p)
	if len(found) > 0 {
		for _, f := range found {
			fmt.Fprintln(out, f.String())
			tell(out, "pack.print.cure", "cure", f.Cure(lang.Chinese()))
		}
		return errors.New(lang.Chinese().Say("pack.print.errors", "n", len(found)))
	}
	if err := c.printAhead(ctx, out, s, p); err != nil {
		return err
	}
	if c.DryRun {
		tell(out, "publishing.print.dry")
		return nil
	}
	r, err := publishing.Publish(ctx, s, access.AtTheMachine().Principal, p)
	if err == nil {
		tell(out, "publishing.print.done", "release", r.Seq, "n", len(p.Changed))
	}
	return err
}

// PackRollbackCmd brings an older release back.
type PackRollbackCmd struct {
	publishes
	Release int64 `arg:"" help:"Number of the release whose content comes back."`
}

// Run shows what changes, and publishes the old content as a new release.
func (c *PackRollbackCmd) Run(ctx context.Context) error { return c.run(ctx, os.Stdout) }

func (c *PackRollbackCmd) run(ctx context.Context, out io.Writer) error {
	s, err := c.openStore(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	p, found, err := publishing.PrepareRollBack(ctx, s, c.Release, c.options())
	return c.publish(ctx, out, s, p, found, err)
}

// PackVersionsCmd lists releases, or the versions of one scenario.
type PackVersionsCmd struct {
	where
	Scenario string `arg:"" optional:"" help:"List the versions of this scenario."`
	Most     int    `help:"Most lines." default:"50"`
}

// Run prints the newest first.
func (c *PackVersionsCmd) Run(ctx context.Context) error { return c.run(ctx, os.Stdout) }

func (c *PackVersionsCmd) run(ctx context.Context, out io.Writer) error {
	s, err := c.openStore(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if c.Scenario != "" {
		return c.versions(ctx, out, s)
	}
	list, err := s.Releases(ctx, c.Most)
	if err != nil {
		return err
	}
	for _, r := range list {
		changed, err := s.VersionsIn(ctx, r.Seq)
		if err != nil {
			return err
		}
		tell(out, "publishing.print.release", "release", r.Seq, "at", r.At.In(clock.Zone).Format(momentForm), "tree", r.Tree[:12], "by", r.By, "n", len(changed), "note", r.Note)
	}
	if len(list) == 0 {
		tell(out, "publishing.print.no_release")
	}
	return nil
}

func (c *PackVersionsCmd) versions(ctx context.Context, out io.Writer, s *store.Store) error {
	list, err := (&publishing.Book{Store: s}).History(ctx, c.Scenario)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return fault.New(fault.NotFound, "plan.no_scenario", "scenario", c.Scenario)
	}
	moves, err := s.VersionMovesOf(ctx, c.Scenario, mostMoves)
	if err != nil {
		return err
	}
	for _, v := range list[:min(len(list), c.Most)] {
		hash := v.Hash
		if hash == "" {
			hash = lang.Chinese().Say("publishing.print.withdrawn")
		}
		tell(out, "publishing.print.version", "number", v.Number, "area", placeName(v.Body.AreaName), "hash", hash, "release", v.Release,
			"at", v.At.In(clock.Zone).Format(time.DateOnly), "running", runningWords(v.Running), "n", len(v.Body.Changes)+v.Body.More, "note", v.Note)
		printMoves(out, moves, v.Area, v.Number)
	}
	return nil
}

// openStore opens the database alone.
func (w where) openStore(ctx context.Context) (*store.Store, error) {
	if err := os.MkdirAll(w.Data, 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "store.folder", "folder", w.Data)
	}
	keys, err := crypt.OpenKeys(filepath.Join(w.Data, "keys.json"), crypt.Options{Master: crypt.NewSecret(w.Master), Create: true})
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, w.url(), store.Options{Clock: clock.System{}, Logger: logger(), Seal: keys})
}

// releaseFolder answers the files that a word names: a folder, or the number or hash of a release.
func releaseFolder(ctx context.Context, s *store.Store, word string) (fs.FS, error) {
	if info, err := os.Stat(word); err == nil && info.IsDir() {
		return os.DirFS(word), nil
	}
	list, err := s.Releases(ctx, mostReleases)
	if err != nil {
		return nil, err
	}
	for _, r := range list {
		if fmt.Sprint(r.Seq) == word || len(word) >= 6 && len(word) <= len(r.Tree) && r.Tree[:len(word)] == word {
			return (&publishing.Book{Store: s}).Folder(ctx, r.Seq)
		}
	}
	return nil, fault.New(fault.NotFound, "cli.no_such_release", "word", word)
}

// mostReleases bounds how far back a hash is looked for.
const mostReleases = 1000
