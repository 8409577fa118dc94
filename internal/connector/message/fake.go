package message

import (
	"context"
	"sync"

	"lianban/internal/base/fault"
)

// kept is how many messages the fake remembers.
const kept = 200

// Attempt is a message that somebody tried to hand over.
type Attempt struct {
	Message
	Tries int
	Sent  bool
}

// Fake is the gateway of the demo: it sends nothing and keeps the last 200 messages for everybody to see.
type Fake struct {
	mu   sync.Mutex
	log  []*Attempt // oldest first
	byID map[string]*Attempt
	down bool
}

// NewFake makes a gateway that works.
func NewFake() *Fake { return &Fake{byID: map[string]*Attempt{}} }

// Send keeps a message once, however often it is sent, and counts the attempts.
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
		return fault.New(fault.Unavailable, "message.down")
	}
	return nil
}

// SetDown switches the gateway off and on.
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

// Log answers what was tried, newest first; to one address, or to all with "".
func (f *Fake) Log(to string) []Attempt {
	f.mu.Lock()
	defer f.mu.Unlock()
	var list []Attempt
	for i := len(f.log) - 1; i >= 0; i-- {
		if to == "" || f.log[i].To == to {
			list = append(list, *f.log[i])
		}
	}
	return list
}
