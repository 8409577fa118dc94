package filing

import (
	"context"
	"slices"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
)

// AddInstance adds one more of what repeats: another child, another vehicle. It has a page of the form, materials
// and items of its own. Faults: NotFound filing.no_section, NotNow filing.most_instances, Conflict
// store.draft_changed.
func (s *Service) AddInstance(ctx context.Context, who permission.Principal, id ident.DraftID, version int64, topic string) (*Filing, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	r, ok := f.Plan.Repeat(topic)
	switch {
	case !ok:
		return nil, fault.New(fault.NotFound, "filing.no_section")
	case r.Count >= r.Max:
		return nil, fault.New(fault.NotNow, "filing.most_instances", "name", r.Name, "most", strconv.Itoa(r.Max))
	}
	f.Work.Answers = cloneAnswers(f.Work.Answers)
	if list, ok := f.Work.Answers[topic].([]any); ok {
		f.Work.Answers[topic] = append(slices.Clone(list), map[string]any{})
	} else {
		f.Work.Answers[topic] = r.Count + 1
	}
	f.Draft.Step = scenario.InstanceKey(topic, r.Count+1)
	return f, s.change(ctx, f, version)
}
