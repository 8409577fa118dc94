package message

import (
	"context"
	"sync"

	"lianban/internal/base/fault"
)

// kept is how many messages the fake remembers.
const kept = 200

// Fake is the gateway of the demo: it sends nothing and keeps the last 200 messages for everybody to see.
type Fake struct {
	mu   sync.Mutex
	log  []Message // oldest first
	seen map[string]bool
	down bool
}

// NewFake makes a gateway that works.
func NewFake() *Fake { return &Fake{seen: map[string]bool{}} }

// Send keeps a message once, however often it is sent.
func (f *Fake) Send(_ context.Context, m Message) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		return fault.New(fault.Unavailable, "message.down")
	}
	if f.seen[m.ID] {
		return nil
	}
	f.seen[m.ID] = true
	if f.log = append(f.log, m); len(f.log) > kept {
		delete(f.seen, f.log[0].ID)
		f.log = append([]Message(nil), f.log[1:]...)
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

// Log answers what was sent, newest first; to one address, or to all with "".
func (f *Fake) Log(to string) []Message {
	f.mu.Lock()
	defer f.mu.Unlock()
	var list []Message
	for i := len(f.log) - 1; i >= 0; i-- {
		if to == "" || f.log[i].To == to {
			list = append(list, f.log[i])
		}
	}
	return list
}
