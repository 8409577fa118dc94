package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
)

// PackCmd works on scenario packs.
type PackCmd struct {
	Check   PackCheckCmd   `cmd:"" help:"Find everything that is wrong with the packs."`
	List    PackListCmd    `cmd:"" help:"List the scenarios of the packs."`
	Figures PackFiguresCmd `cmd:"" help:"Print what each scenario saves: filed one by one, and filed once."`
	Prove   PackProveCmd   `cmd:"" help:"Write the minimality proof of each scenario, to be checked by lianban verify proof."`
	Rebase  PackRebaseCmd  `cmd:"" help:"Renew what the overlays were reviewed against, after reading the difference."`

	Publish  PackPublishCmd  `cmd:"" help:"Make the packs of a folder count, on every node; what was begun before goes on as it should."`
	Versions PackVersionsCmd `cmd:"" help:"List what was published."`
	Diff     PackDiffCmd     `cmd:"" help:"Say what differs between two states of the packs, or between an area and the city, and who notices it."`
	Rollback PackRollbackCmd `cmd:"" help:"Make an older release count again, as a release of its own."`
}

// PackProveCmd writes proofs.
type PackProveCmd struct {
	Scenario []string `arg:"" optional:"" help:"Of these scenarios only."`
	Packs    string   `help:"Folder of the packs (default: the sample city)." type:"existingdir"`
	Out      string   `help:"Folder for the proofs." required:"" type:"path"`
}

// Run writes a file for each scenario, in the city and in each area that differs.
func (c *PackProveCmd) Run() error {
	proofs, err := pack.Prove(packsOf(c.Packs), c.Scenario...)
	if err != nil {
		return noPacks(err)
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return err
	}
	for _, p := range proofs {
		b, err := p.JSON()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(c.Out, p.File()), b, 0o644); err != nil {
			return err
		}
	}
	say("pack.print.proved", "n", len(proofs), "folder", c.Out)
	return nil
}

func noPacks(err error) error {
	if f := (*fault.Fault)(nil); errors.As(err, &f) {
		return err // it says by itself what is wrong
	}
	return errors.New(lang.Chinese().Say("pack.print.no_packs", "reason", err.Error()))
}

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// PackListCmd lists scenarios.
type PackListCmd struct {
	Packs string `help:"Folder of the packs (default: the sample city)." type:"existingdir"`
	JSON  bool   `help:"Print as JSON."`
}

// listed is one scenario in the list.
type listed struct {
	ID       string            `json:"id"`
	Title    string            `json:"title"`
	Audience string            `json:"audience"` // personal | enterprise
	Stages   map[string]string `json:"stages"`   // by taxonomy
	Special  bool              `json:"special"`
	Pilot    bool              `json:"pilot"`
	Online   bool              `json:"online"` // else only the plan is shown
	Evidence string            `json:"evidence"`
	Version  int               `json:"version"`
	Hash     string            `json:"hash"`
}

// Run prints the scenarios, sorted by id.
func (c *PackListCmd) Run() error { return c.run(os.Stdout) }

func (c *PackListCmd) run(out io.Writer) error {
	cat, err := catalogue(c.Packs)
	if err != nil {
		return err
	}
	list := []listed{}
	for _, s := range cat.Scenarios() {
		x := listed{ID: s.Slug, Title: s.Name, Audience: "enterprise", Stages: map[string]string{}, Special: s.Special,
			Pilot: s.Pilot, Online: s.Online, Evidence: s.Evidence, Version: s.Version, Hash: s.Hash}
		if s.Audience == "person" {
			x.Audience = "personal"
		}
		for _, st := range s.Stages {
			x.Stages[st.Taxonomy] = st.Stage
		}
		list = append(list, x)
	}
	if c.JSON {
		return writeJSON(out, list)
	}
	for _, x := range list {
		fmt.Fprintf(out, "%-20s %-10s %-10s v%d %s %s\n", x.ID, x.Audience, x.Evidence, x.Version, x.Hash, x.Title)
	}
	return nil
}

// catalogue reads packs that are to be used: errors among the findings are refused.
func catalogue(dir string) (*scenario.Catalogue, error) {
	cat, findings, err := pack.Load(packsOf(dir))
	if err != nil {
		return nil, noPacks(err)
	}
	if errs := pack.Errors(findings); len(errs) > 0 {
		return nil, fmt.Errorf("%s\n%s", lang.Chinese().Say("pack.print.broken"), errs[0])
	}
	return cat, nil
}

// PackRebaseCmd renews the bases of overlays.
type PackRebaseCmd struct {
	Packs string `help:"Folder of the packs." required:"" type:"existingdir"`
}

// Run writes the files whose overlays moved and says which.
func (c *PackRebaseCmd) Run() error {
	changed, err := pack.Rebase(os.DirFS(c.Packs))
	var broken *pack.BrokenError
	switch {
	case errors.As(err, &broken):
		return fmt.Errorf("%s\n%w", lang.Chinese().Say("pack.print.broken"), err)
	case err != nil:
		return noPacks(err)
	}
	for _, r := range changed {
		if err := os.WriteFile(filepath.Join(c.Packs, filepath.FromSlash(r.File)), r.Content, 0o644); err != nil {
			return err
		}
		say("pack.print.rebased", "file", r.File, "overlay", r.Overlay, "old", r.Old, "new", r.New)
	}
	if len(changed) == 0 {
		say("pack.print.current")
	}
	return nil
}
