package filing

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
)

// Upgrade is a draft with what it would become on the version that counts (换成新版).
type Upgrade struct {
	*Filing                     // on its own version
	Next    *scenario.Plan      // on the version that counts
	Changes scenario.Difference // for this person's answers
	Again   []string            // labels of what must be answered again: an option is gone, or the question has become another one
	Hash    string              // of the version that counts; comes back with the consent

	renamed map[string]string
	next    *Filing
}

// ShowUpgrade answers what would change for a draft. Faults: NotNow filing.no_upgrade when it stands on the version that counts;
// NotNow filing.scenario_gone; those of Draft.
func (s *Service) ShowUpgrade(ctx context.Context, who permission.Principal, id ident.DraftID) (*Upgrade, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	return s.upgrade(f)
}

// Upgrade moves a draft to the version that counts, as it was shown: answers and values go with their slugs, what was renamed
// with its new one; an answer whose option is gone is dropped and asked again. Faults: those of ShowUpgrade; Conflict
// filing.upgrade_changed when another version counts by now; Conflict store.draft_changed.
func (s *Service) Upgrade(ctx context.Context, who permission.Principal, id ident.DraftID, version int64, hash string) (*Filing, error) {
	u, err := s.ShowUpgrade(ctx, who, id)
	switch {
	case err != nil:
		return nil, err
	case hash != u.Hash:
		return nil, fault.New(fault.Conflict, "filing.upgrade_changed")
	case version != 0 && version != u.Draft.Version:
		return nil, fault.New(fault.Conflict, "store.draft_changed")
	}
	f := u.next
	if f.Draft.Clerk != "" {
		f.Draft.Step = intakeStep(f)
	}
	d, err := s.sealed(f)
	if err != nil {
		return nil, err
	}
	if f.Draft, err = s.Store.UpgradeDraft(ctx, d, u.renamed); err != nil {
		return nil, err
	}
	f.Papers, err = s.Store.PapersOfDraft(ctx, id)
	return f, err
}

// upgrade makes the draft as it would be, without keeping it.
func (s *Service) upgrade(f *Filing) (*Upgrade, error) {
	if f.Older == nil {
		return nil, fault.New(fault.NotNow, "filing.no_upgrade")
	}
	now, ok := s.Catalogue.ScenarioIn(f.Draft.Scenario, f.Draft.Area)
	if !ok {
		return nil, fault.New(fault.NotNow, "filing.scenario_gone", "scenario", f.Plan.Scenario.Name)
	}
	u := &Upgrade{Filing: f, Hash: now.Hash, renamed: now.Renamed(f.Draft.Packed)}
	next, err := f.onto(u.renamed)
	if err != nil {
		return nil, err
	}
	next.catalogue = s.Catalogue
	if u.Again, err = s.recompileKeeping(next); err != nil {
		return nil, err
	}
	u.next, u.Next = next, next.Plan
	u.Changes = scenario.Differ(f.Plan, next.Plan)
	return u, nil
}

// onto copies a draft with everything under its new slug.
func (f *Filing) onto(renamed map[string]string) (*Filing, error) {
	data, err := json.Marshal(f.Work)
	if err != nil {
		return nil, fault.Wrap(err, "copy draft")
	}
	next := &Filing{Draft: f.Draft, Papers: slices.Clone(f.Papers), Broke: f.Broke}
	if err := readWork(data, &next.Work); err != nil {
		return nil, fault.Wrap(err, "copy draft")
	}
	w := &next.Work
	w.Answers, w.Values, w.Prefilled = renamedKeys(w.Answers, renamed), renamedKeys(w.Values, renamed), renamedKeys(w.Prefilled, renamed)
	for _, list := range [][]string{w.Known.Dropped, w.Known.Certificates, w.Chooses.Commitment, w.Chooses.Later} {
		for i, slug := range list {
			if now, ok := renamed[slug]; ok {
				list[i] = now
			}
		}
	}
	for i := range next.Papers {
		if now, ok := renamed[next.Papers[i].Material]; ok {
			next.Papers[i].Material = now
		}
	}
	return next, nil
}

// renamedKeys moves what stands under an old slug to the new one, instance by instance, unless something stands there.
func renamedKeys[T any](from map[string]T, renamed map[string]string) map[string]T {
	out := maps.Clone(from)
	for key, v := range from {
		slug, n := scenario.SplitKey(key)
		now, ok := renamed[slug]
		if !ok {
			continue
		}
		delete(out, key)
		if _, taken := out[scenario.InstanceKey(now, n)]; !taken {
			out[scenario.InstanceKey(now, n)] = v
		}
	}
	return out
}

// recompileKeeping compiles a draft and drops what cannot be used any more, until it can. It answers the labels of what was
// dropped.
func (s *Service) recompileKeeping(f *Filing) ([]string, error) {
	var again []string
	for {
		err := s.recompile(f)
		if err == nil {
			break
		}
		dropped := false
		for _, x := range fault.Of(err).Fields {
			if x.Name == "applicant" && f.Work.Role != "" {
				f.Work.Role, dropped = "", true
			} else if _, ok := f.Work.Answers[x.Name]; ok {
				delete(f.Work.Answers, x.Name)
				again, dropped = append(again, s.labelOf(f, x)), true
			}
		}
		if !dropped {
			return nil, err
		}
	}
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range ToWrite(sec) {
			v, ok := f.Work.Values[x.Key]
			if !ok || v == nil || v == "" {
				continue
			}
			if _, wrong := form.Clean(specs([]scenario.Field{x})[0], v); wrong != nil && len(x.Options) > 0 {
				delete(f.Work.Values, x.Key)
				f.Work.Done = slices.DeleteFunc(f.Work.Done, func(key string) bool { return key == sec.Key })
				again = append(again, x.Label)
			}
		}
	}
	return again, nil
}

// labelOf is how people know the answer that could not be used.
func (s *Service) labelOf(f *Filing, x fault.Field) string {
	if label := x.Params["label"]; label != "" {
		return label
	}
	slug, _ := scenario.SplitKey(x.Name)
	if d := s.of(f).LibraryFor(f.Draft.Scenario, f.Draft.Area).Fields[slug]; d != nil {
		return d.Name
	}
	return x.Name
}
