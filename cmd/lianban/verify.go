package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/proof"
)

type verifyCmd struct {
	Audit verifyAuditCmd `cmd:"" help:"Check that nothing in the audit log was changed, taken out or put in."`
	Proof verifyProofCmd `cmd:"" help:"Check minimality proofs with code that shares nothing with the compiler."`
}

type verifyProofCmd struct {
	File []string `arg:"" help:"Proofs, as lianban pack prove writes them, or folders of them." type:"path"`
}

// Run checks each proof and says what it proves; of a folder every *.json in it, in the order of their names. Faults:
// Invalid cli.proof_broken that says what is wrong with which, cli.proof_none for a folder without proofs.
func (c *verifyProofCmd) Run() error { return c.run(os.Stdout) }

func (c *verifyProofCmd) run(out io.Writer) error {
	names, err := c.names()
	if err != nil {
		return err
	}
	situations, plans := 0, 0
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		r, err := proof.Verify(f)
		_ = f.Close() // only read
		if err != nil {
			return fault.New(fault.Invalid, "cli.proof_broken", "file", name, "what", err.Error())
		}
		situations, plans = situations+r.Situations, plans+r.Plans
		fmt.Fprintln(out, lang.Chinese().Say("cli.proof.holds", "scenario", r.Scenario, "area", r.Area, "hash", r.Hash, "n", r.Situations, "plans", r.Plans))
	}
	fmt.Fprintln(out, lang.Chinese().Say("cli.proof.all", "files", len(names), "n", situations, "plans", plans))
	return nil
}

// names are the files that are meant.
func (c *verifyProofCmd) names() ([]string, error) {
	var out []string
	for _, name := range c.File {
		info, err := os.Stat(name)
		if err != nil {
			return nil, fault.New(fault.NotFound, "cli.proof_none", "file", name)
		}
		if !info.IsDir() {
			out = append(out, name)
			continue
		}
		entries, err := os.ReadDir(name) // sorted by name
		if err != nil {
			return nil, err
		}
		before := len(out)
		for _, e := range entries {
			if !e.IsDir() && filepath.Ext(e.Name()) == ".json" {
				out = append(out, filepath.Join(name, e.Name()))
			}
		}
		if len(out) == before {
			return nil, fault.New(fault.NotFound, "cli.proof_none", "file", name)
		}
	}
	return out, nil
}

type verifyAuditCmd struct {
	where
	Packs string `help:"Folder of the city's packs; default: the sample city." type:"path"`
}

// Run checks the whole chain and prints its end, which is to be kept elsewhere: what is cut off at the end shows only by
// comparing it with the next. Fault: Invalid cli.audit_broken that names the first bad entry.
func (c *verifyAuditCmd) Run(ctx context.Context) error {
	return withHouse(ctx, c.where, c.Packs, func(h *house) error {
		end, bad, err := h.store.VerifyAudit(ctx)
		switch {
		case err != nil:
			return err
		case bad != nil:
			return fault.New(fault.Invalid, "cli.audit_broken", "what", bad.Error())
		case end.Seq == 0:
			say("cli.audit.empty")
		default:
			say("cli.audit.whole", "n", end.Seq, "head", end.Head)
		}
		return nil
	})
}
