package main

import (
	"context"

	"lianban/internal/base/fault"
)

type verifyCmd struct {
	Audit verifyAuditCmd `cmd:"" help:"Check that nothing in the audit log was changed, taken out or put in."`
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
