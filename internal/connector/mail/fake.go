package mail

import (
	"context"
	"sync"

	"lianban/internal/base/fault"
)

// kept is how many e-mails the fake remembers.
const kept = 200

// Attempt is an e-mail that somebody tried to hand over.
type Attempt struct {
	Message
	Tries int
	Sent  bool
}

// Fake is the mail server of the demo: it sends nothing and keeps the last 200 e-mails for everybody to see.
type Fake struct {
	mu   sync.Mutex
	log  []*Attempt // oldest first
	byID map[string]*Attempt
	down bool
}

// NewFake makes a server that works.
func NewFake() *Fake { return &Fake{byID: map[string]*Attempt{}} }

// Send keeps an e-mail once, however often it is sent, and counts the attempts.
func (f *Fake) Send(_ context.Context, m Message) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	a := f.byID[m.ID]
	if a == nil {
		a = &Attempt{}
		f.byID[m.ID] = a
		if f.log = append(f.log, a); len(f.log) > kept {
			delete(f.byID, f.log[0].ID)
			f.log = append([]*Attempt(nil), f.log[1:]...)
		}
	}
	if a.Sent {
		return nil
	}
	a.Message, a.Sent = m, !f.down
	a.Tries++
	if f.down {
		return fault.New(fault.Unavailable, "mail.down")
	}
	return nil
}

// SetDown switches the server off and on.
func (f *Fake) SetDown(down bool) {
	f.mu.Lock()
	f.down = down
	f.mu.Unlock()
}

// Down says whether it is switched off.
func (f *Fake) Down() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.down
}

// Log answers what was tried, newest first.
func (f *Fake) Log() []Attempt {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := make([]Attempt, 0, len(f.log))
	for i := len(f.log) - 1; i >= 0; i-- {
		list = append(list, *f.log[i])
	}
	return list
}
