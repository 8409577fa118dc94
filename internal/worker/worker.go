// Package worker is the job door: it settles cases whose day has ended and delivers what must be told. It
// decides nothing; a missed wake-up is found by the next sweep, and work that runs twice changes nothing.
package worker

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/app/telling"
	"lianban/internal/base/fault"
	"lianban/internal/connector/mail"
	"lianban/internal/connector/message"
)

// Worker does the background work of one node.
type Worker struct {
	Handling  *handling.Service
	Filing    *filing.Service
	Telling   *telling.Service
	Messages  message.Sender      // nil: letters to telephones wait until there is a gateway
	Mail      mail.Sender         // nil: e-mail waits until there is a server
	Registers filing.Registers    // asked for automatic decisions
	Look      Looker              // at the public page of a notice; nil: nobody looks, and notices are interrupted
	Wake      func(target string) // queues the delivery of one target
	Log       *slog.Logger

	tidied atomic.Int64 // when this node last tidied up, Unix seconds
}

// Looker asks for the public page of a notice as anybody would, and answers the SHA-256 of what was served, hex.
type Looker func(ctx context.Context, notice string) (hash string, err error)

const (
	sweepTargets = 500       // how many targets one sweep looks at
	tidyEvery    = time.Hour // per node
)

// Sweep puts a new calendar on record, settles every case that is due, moves cases to a newer version, releases what leavers had in hand, records that notices
// hang, warns of drafts that will be deleted, has waiting letters delivered and automatic decisions made, and once an hour
// tidies up.
func (w *Worker) Sweep(ctx context.Context) error {
	_, calendar := w.Handling.RecomputeClocks(ctx)
	_, settle := w.Handling.SettleDue(ctx)
	migrate := w.Filing.MigrateCases(ctx)
	_, release := w.Handling.ReleaseLeavers(ctx)
	seen := w.Displays(ctx)
	warn := w.Filing.WarnDrafts(ctx)
	targets, err := w.Telling.Targets(ctx, sweepTargets)
	for _, t := range targets {
		w.Wake(t)
	}
	return errors.Join(calendar, settle, migrate, release, seen, warn, err, w.wakeAutomatic(ctx), w.tidy(ctx))
}

// Displays records for every notice that hangs that its public page was served today.
func (w *Worker) Displays(ctx context.Context) error {
	if w.Look == nil {
		return nil
	}
	return w.Handling.RecordDisplays(ctx, w.Look)
}

func (w *Worker) tidy(ctx context.Context) error {
	last, now := w.tidied.Load(), w.Telling.Now().Unix()
	if now-last < int64(tidyEvery/time.Second) || !w.tidied.CompareAndSwap(last, now) {
		return nil
	}
	return w.Telling.Tidy(ctx)
}

// Deliver sends the letters of one target in order, or puts a person's messages onto the ways that the person chose.
// The first letter that fails ends the run: a later letter never overtakes an earlier one. What is refused for good
// holds up nobody.
func (w *Worker) Deliver(ctx context.Context, target string) error {
	if strings.HasPrefix(target, autoTarget) {
		return w.decideTarget(ctx, target)
	}
	if telling.ForPerson(target) {
		return w.Telling.Forward(ctx, target)
	}
	for {
		letters, err := w.Telling.Letters(ctx, target)
		if err != nil || len(letters) == 0 {
			return err
		}
		for _, l := range letters {
			if !w.connected(l) {
				return nil // no attempt is counted: nothing has failed
			}
			if err := w.send(ctx, l); err != nil {
				if kept := w.Telling.NotTold(ctx, l, err); kept != nil || !fault.Is(err, fault.Invalid) {
					return errors.Join(err, kept)
				}
				w.Log.Warn("a letter was refused", "letter", l.ID, "error", err.Error())
				continue
			}
			if err := w.Telling.Told(ctx, l); err != nil {
				return err
			}
		}
	}
}

// connected says whether there is something that takes a letter.
func (w *Worker) connected(l telling.Letter) bool {
	switch {
	case l.To == "":
		return true // read inside the house
	case l.Way == telling.Mail:
		return w.Mail != nil
	}
	return w.Messages != nil
}

// sendTime is how long one letter may take.
const sendTime = 10 * time.Second

func (w *Worker) send(ctx context.Context, l telling.Letter) error {
	if l.To == "" {
		return nil // read inside the house
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	at := w.Telling.Clock.Now()
	if l.Way == telling.Mail {
		return w.Mail.Send(ctx, mail.Message{ID: l.ID, To: l.To, Subject: l.Subject, Text: l.Text, At: at})
	}
	return w.Messages.Send(ctx, message.Message{ID: l.ID, Channel: message.SMS, To: l.To, Text: l.Text, At: at})
}
