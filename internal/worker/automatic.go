package worker

import (
	"context"
	"strings"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
)

// How often and how long one register is asked for one decision.
const (
	askTimes = 3
	askTime  = 5 * time.Second
)

// autoTarget begins the name of a target that is no mailbox, but an item whose rules can be asked now.
const autoTarget = "auto:"

// AutoTarget names the automatic decision of an item, so that one node at a time makes it (智能审批).
func AutoTarget(id ident.CaseID, slot string) string { return autoTarget + string(id) + "/" + slot }

// wakeAutomatic queues every automatic decision that can be made now. One that failed is among them again.
func (w *Worker) wakeAutomatic(ctx context.Context) error {
	waiting, err := w.Handling.AutoWaiting(ctx)
	for _, d := range waiting {
		w.Wake(AutoTarget(d.Case, d.Slot))
	}
	return err
}

// decideTarget makes the automatic decision that a target names: it asks the registers outside of any transaction, and
// tells app what they answered.
func (w *Worker) decideTarget(ctx context.Context, target string) error {
	id, slot, _ := strings.Cut(strings.TrimPrefix(target, autoTarget), "/")
	t, err := w.Handling.AutoTask(ctx, ident.CaseID(id), slot)
	if err != nil || t == nil {
		return err
	}
	return w.decide(ctx, *t)
}

func (w *Worker) decide(ctx context.Context, t handling.AutoTask) error {
	fetched := map[string]handling.AutoFetched{}
	for register, fields := range t.Wanted() {
		fetched[register] = w.ask(ctx, register, t, fields)
	}
	if err := w.Handling.DecideAutomatically(ctx, t, fetched); err != nil && !handling.Passed(err) {
		return err
	}
	return nil
}

// ask asks one register a few times; one that does not answer is down, and a person decides.
func (w *Worker) ask(ctx context.Context, register string, t handling.AutoTask, fields []string) handling.AutoFetched {
	about := filing.Subject{Name: t.Name, IDNo: t.IDNo, USCC: t.USCC, Trial: t.Trial}
	for range askTimes {
		once, cancel := context.WithTimeout(ctx, askTime)
		values, err := filing.AskRegister(once, w.Registers, register, about, fields)
		cancel()
		if err == nil {
			return handling.AutoFetched{Values: values}
		}
		w.Log.Warn("register does not answer", "register", register, "error", err.Error())
	}
	return handling.AutoFetched{Down: true}
}
