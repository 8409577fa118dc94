package store

import (
	"context"
	"sync"
)

// locks make acts on one case queue up within this process, so that races are only lost against other
// nodes. The zero value is ready.
type locks struct {
	mu     sync.Mutex
	byName map[string]*lock
}

type lock struct {
	held    chan struct{} // holds one token while the lock is taken
	waiting int           // holders and waiters; the last one removes the lock
}

// lock takes the lock of a name and answers how to give it back.
func (l *locks) lock(ctx context.Context, name string) (unlock func(), err error) {
	l.mu.Lock()
	if l.byName == nil {
		l.byName = map[string]*lock{}
	}
	k := l.byName[name]
	if k == nil {
		k = &lock{held: make(chan struct{}, 1)}
		l.byName[name] = k
	}
	k.waiting++
	l.mu.Unlock()

	leave := func() {
		l.mu.Lock()
		if k.waiting--; k.waiting == 0 {
			delete(l.byName, name)
		}
		l.mu.Unlock()
	}
	select {
	case k.held <- struct{}{}:
		return func() { <-k.held; leave() }, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}
