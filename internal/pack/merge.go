package pack

import (
	"slices"
	"strings"
)

// merger puts a patch on a thing: maps merge by slug, a scalar replaces, never and none take out (pack format
// §3.7). As an overlay it also keeps locked what an area has no power over.
type merger struct {
	*finder
	overlay bool // a variant may change everything, an overlay may not
	unready bool // the base is itself a patch (of a variant): what it does not have may be taken out later
}

func (m *merger) merge(base, patch *node, s *shape, path []string) *node {
	if base == nil || patch.form != mapping || base.form != mapping || s.sort == aMap && patch.alone {
		return patch
	}
	out := &node{form: mapping, pos: base.pos, keys: slices.Clone(base.keys)}
	for _, e := range patch.keys {
		m.put(out, e, s, append(slices.Clone(path), e.name))
	}
	return out
}

func (m *merger) put(out *node, e entry, s *shape, path []string) {
	i := slices.IndexFunc(out.keys, func(o entry) bool { return o.name == e.name })
	inner := s.elem
	if s.sort == anObject {
		k := keyOf(s, e.name)
		if k == nil {
			return
		}
		inner = k.shape
		if m.overlay && k.locked {
			m.addVariant("O801", "locked", e.pos, "name", strings.Join(path, "."))
			return
		}
	}
	if m.overlay && !m.mayChange(out, e, path) {
		return
	}
	switch {
	case e.value.tomb && i < 0:
		if m.unready {
			out.keys = append(out.keys, e)
			return
		}
		m.gone(e.pos, path)
	case e.value.tomb:
		out.keys = slices.Delete(out.keys, i, i+1)
	case i < 0:
		if missing := firstTomb(e.value); missing != nil && !m.unready {
			m.gone(missing.pos, path)
			return
		}
		out.keys = append(out.keys, e)
	default:
		into := *m
		into.unready = m.unready || m.overlay && len(path) == 4 && path[2] == "variants"
		out.keys[i].value = into.merge(out.keys[i].value, e.value, inner, path)
	}
}

func (m *merger) gone(at pos, path []string) {
	if m.overlay {
		m.add("O801", at, "name", strings.Join(path, "."))
		return
	}
	m.addVariant("O801", "variant", at, "name", strings.Join(path, "."))
}

func firstTomb(n *node) *node {
	if n.tomb {
		return n
	}
	for _, e := range n.keys {
		if t := firstTomb(e.value); t != nil {
			return t
		}
	}
	return nil
}

var (
	sensitivityRank = []string{"public", "internal", "personal", "sensitive"}
	reuseRank       = []string{"record", "share", "confirm", "ask"}
)

// mayChange keeps the locks that depend on values: parameters that are not local, loosening of sensitivity
// or reuse, and steps that stand on a law.
func (m *merger) mayChange(base *node, e entry, path []string) bool {
	lock := func() bool {
		m.addVariant("O801", "locked", e.pos, "name", strings.Join(path, "."))
		return false
	}
	switch {
	case path[0] == "parameters" && len(path) == 3:
		if local := base.get("local"); local == nil || local.text != "yes" || e.name == "local" {
			return lock()
		}
	case path[0] == "fields" && len(path) == 3 && e.name == "sensitivity":
		if loosened(base, e, sensitivityRank, "personal") {
			return lock()
		}
	case path[0] == "fields" && len(path) == 3 && e.name == "reuse":
		if loosened(base, e, reuseRank, "confirm") {
			return lock()
		}
	case e.value.tomb && len(path) > 2 && path[len(path)-2] == "steps":
		if s := base.get(e.name); s.get("basis") != nil || s.get("not_counted") != nil {
			return lock()
		}
	}
	return true
}

func loosened(base *node, e entry, rank []string, otherwise string) bool {
	was := otherwise
	if v := base.get(e.name); v != nil {
		was = v.text
	}
	return e.value.tomb || slices.Index(rank, e.value.text) < slices.Index(rank, was)
}

// leaf is one value that a patch sets, with its path.
type leaf struct {
	path string
	at   pos
}

// leaves lists what a patch sets, in its order.
func leaves(n *node, path string) []leaf {
	if n.form != mapping || n.tomb || len(n.keys) == 0 || n.alone {
		return []leaf{{path, n.pos}}
	}
	var out []leaf
	for _, e := range n.keys {
		p := e.name
		if path != "" {
			p = path + "/" + e.name
		}
		out = append(out, leaves(e.value, p)...)
	}
	return out
}
