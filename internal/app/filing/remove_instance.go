package filing

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
)

// RemoveInstance takes one of what repeats out of the draft, with what was written and handed in for it; later ones
// move up with everything that is theirs. Faults: NotFound filing.no_section, NotNow filing.least_instances,
// Conflict store.draft_changed.
func (s *Service) RemoveInstance(ctx context.Context, who permission.Principal, id ident.DraftID, version int64, topic string, n int) (*Filing, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	r, ok := f.Plan.Repeat(topic)
	switch {
	case !ok || n < 1 || n > r.Count:
		return nil, fault.New(fault.NotFound, "filing.no_section")
	case r.Count <= max(r.Min, 1):
		return nil, fault.New(fault.NotNow, "filing.least_instances", "name", r.Name, "least", strconv.Itoa(max(r.Min, 1)))
	case version != 0 && version != f.Draft.Version:
		return nil, fault.New(fault.Conflict, "store.draft_changed")
	}
	lib := s.of(f).LibraryFor(f.Draft.Scenario, f.Draft.Area)
	f.Work.dropInstance(lib, topic, n, r.Count)
	f.Draft.Step = scenario.InstanceKey(topic, min(n, r.Count-1))
	if err := s.recompile(f); err != nil {
		return nil, err
	}
	var materials []string
	for slug, m := range lib.Materials {
		if m.Topic == topic {
			materials = append(materials, slug)
		}
	}
	slices.Sort(materials)
	d, err := s.sealed(f)
	if err != nil {
		return nil, err
	}
	if f.Draft, err = s.Store.DropInstance(ctx, d, materials, n); err != nil {
		return nil, err
	}
	f.Papers, err = s.Store.PapersOfDraft(ctx, id)
	return f, err
}

// dropInstance takes instance n of count out of everything that is kept per instance.
func (w *Work) dropInstance(lib *scenario.Library, topic string, n, count int) {
	of := func(slug string) bool { d := lib.Fields[slug]; return d != nil && d.Topic == topic }
	w.Answers = shifted(cloneAnswers(w.Answers), n, of)
	if list, ok := w.Answers[topic].([]any); ok && n <= len(list) {
		w.Answers[topic] = slices.Delete(slices.Clone(list), n-1, n)
	} else {
		w.Answers[topic] = count - 1
	}
	w.Values = shifted(w.Values, n, of)
	w.Prefilled = shifted(w.Prefilled, n, of)
	done := map[string]bool{}
	for _, key := range w.Done {
		done[key] = true
	}
	w.Done = slices.Sorted(maps.Keys(shifted(done, n, func(slug string) bool { return slug == topic })))
}

// shifted drops the keys of instance n and moves those of later instances up.
func shifted[T any](from map[string]T, n int, of func(slug string) bool) map[string]T {
	out := make(map[string]T, len(from))
	for key, v := range from {
		switch slug, i := scenario.SplitKey(key); {
		case !of(slug) || i < n:
			out[key] = v
		case i > n:
			out[scenario.InstanceKey(slug, i-1)] = v
		}
	}
	return out
}
