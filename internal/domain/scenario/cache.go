package scenario

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync"
)

// planCache keeps the plans of recent situations. It is emptied by half when it is full, which costs less
// than keeping order and loses little: plans are cheap to make again.
type planCache struct {
	mu    sync.RWMutex
	most  int
	plans map[string]*Plan
}

func newPlanCache(most int) *planCache {
	return &planCache{most: most, plans: map[string]*Plan{}}
}

func (c *planCache) get(key string) *Plan {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.plans[key]
}

func (c *planCache) put(key string, p *Plan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.plans) >= c.most {
		for k := range c.plans {
			delete(c.plans, k)
			if len(c.plans) <= c.most/2 {
				break
			}
		}
	}
	c.plans[key] = p
}

// planKey stands for the content, the area and the situation: JSON sorts the keys of maps, so the order in
// which answers came does not matter. ok is false for answers that cannot be a key.
func planKey(sc *Scenario, area string, s Situation) (key string, ok bool) {
	b, err := json.Marshal(struct {
		Hash, Slug, Area string
		S                Situation
	}{sc.Hash, sc.Slug, area, s})
	if err != nil {
		return "", false // an answer that is no JSON: refused by Compile, never kept
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), true
}
