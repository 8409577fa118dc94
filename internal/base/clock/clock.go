// Package clock is where the time of day comes from. Only cmd, store and worker ask it;
// the domain gets times as arguments.
package clock

import (
	"sync"
	"time"
)

// Zone is the zone of every legal day: Beijing time, which has had no summer time since 1991.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Clock answers the time.
type Clock interface {
	Now() time.Time
}

// System is the clock of the machine.
type System struct{}

// Now answers the machine's time in Beijing.
func (System) Now() time.Time { return time.Now().In(Zone) }

// Movable is a clock that somebody sets: the demo's and the tests'. It runs on from where it was set.
type Movable struct {
	mu     sync.Mutex
	offset time.Duration
	base   func() time.Time
}

// NewMovable makes a clock that starts at t and runs with the machine's.
func NewMovable(t time.Time) *Movable {
	return &Movable{offset: time.Until(t), base: time.Now}
}

// NewFrozen makes a clock that stands at t until it is moved; for tests.
func NewFrozen(t time.Time) *Movable {
	return &Movable{base: func() time.Time { return t }}
}

// Now answers the time that the clock shows, in Beijing.
func (m *Movable) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.base().Add(m.offset).In(Zone)
}

// Move sets the clock forward (or back) by d.
func (m *Movable) Move(d time.Duration) {
	m.mu.Lock()
	m.offset += d
	m.mu.Unlock()
}

// Set makes the clock show t.
func (m *Movable) Set(t time.Time) {
	m.mu.Lock()
	m.offset = t.Sub(m.base())
	m.mu.Unlock()
}
