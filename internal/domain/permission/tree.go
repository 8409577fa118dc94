package permission

import (
	"fmt"
	"sort"

	"github.com/cedar-policy/cedar-go"
)

// Tree is the tree of areas: provinces, cities, counties and functional zones by slug. It never changes;
// a new catalogue makes a new tree.
type Tree struct {
	parent   map[string]string
	subtree  map[string][]string // sorted, with the area itself
	entities cedar.EntityMap
}

// NewTree makes a tree of "area → the area it lies within"; a root lies within "". It refuses an unknown
// parent and a circle.
func NewTree(within map[string]string) (*Tree, error) {
	t := &Tree{
		parent:   make(map[string]string, len(within)),
		subtree:  make(map[string][]string, len(within)),
		entities: make(cedar.EntityMap, len(within)),
	}
	for area, up := range within {
		t.parent[area] = up
	}
	for area, up := range t.parent {
		if area == "" {
			return nil, fmt.Errorf("an area has no slug")
		}
		if _, known := t.parent[up]; up != "" && !known {
			return nil, fmt.Errorf("area %s lies within %s, which is not an area", area, up)
		}
		chain, ok := t.climb(area)
		if !ok {
			return nil, fmt.Errorf("area %s lies within itself: %v", area, chain)
		}
		for _, above := range chain {
			t.subtree[above] = append(t.subtree[above], area)
		}
		t.entities[areaUID(area)] = areaEntity(area, up)
	}
	for _, below := range t.subtree {
		sort.Strings(below)
	}
	return t, nil
}

// climb answers the area and everything above it; false if the way runs in a circle.
func (t *Tree) climb(area string) ([]string, bool) {
	var chain []string
	for a := area; a != ""; a = t.parent[a] {
		chain = append(chain, a)
		if len(chain) > len(t.parent) {
			return chain, false
		}
	}
	return chain, true
}

// Ancestors answers the areas above an area, nearest first.
func (t *Tree) Ancestors(area string) []string {
	if _, known := t.parent[area]; !known {
		return nil
	}
	chain, _ := t.climb(area)
	return chain[1:]
}

// Subtree answers an area and everything below it, sorted; nothing for an unknown area.
func (t *Tree) Subtree(area string) []string { return t.subtree[area] }

func areaUID(slug string) cedar.EntityUID { return cedar.NewEntityUID("Area", cedar.String(slug)) }

func areaEntity(area, up string) cedar.Entity {
	parents := cedar.NewEntityUIDSet()
	if up != "" {
		parents = cedar.NewEntityUIDSet(areaUID(up))
	}
	return cedar.Entity{UID: areaUID(area), Parents: parents}
}
