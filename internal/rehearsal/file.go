package rehearsal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/scenario"
)

// asked is what the played applicant says on the page of the scenario.
func (p *play) asked() filing.ExploreInput {
	s := p.ex.Situation
	return filing.ExploreInput{Scenario: p.ex.Scenario, Area: p.ex.Area, Role: s.Applicant, Answers: s.Answers, Without: s.Chooses.Without}
}

// stopped sees to it that the house sends the person elsewhere, before anything is filed.
func (p *play) stopped(ctx context.Context) error {
	sc, _ := p.Filing.Catalogue.ScenarioIn(p.ex.Scenario, p.ex.Area)
	if err := p.enter(ctx, sc.Audience); err != nil {
		return err
	}
	_, err := p.Filing.Start(ctx, p.applicant, filing.StartInput{ExploreInput: p.asked()})
	switch {
	case err == nil:
		return errors.New(say("not_stopped"))
	case fault.Of(err).Key == "filing.stopped", fault.Of(err).Key == "filing.not_online":
		return nil
	}
	return worded(err)
}

// file fills the draft in and submits it, on the first day on which it can be.
func (p *play) file(ctx context.Context) error {
	sc, ok := p.Filing.Catalogue.ScenarioIn(p.ex.Scenario, p.ex.Area)
	if !ok {
		return fault.New(fault.NotFound, "plan.no_scenario", "scenario", p.ex.Scenario)
	}
	if err := p.enter(ctx, sc.Audience); err != nil {
		return err
	}
	f, err := p.Filing.Start(ctx, p.applicant, filing.StartInput{ExploreInput: p.asked()})
	if err != nil {
		return err
	}
	if f, err = p.choose(ctx, f); err != nil {
		return err
	}
	if f, err = p.fill(ctx, f); err != nil {
		return err
	}
	if err := p.same(f.Plan); err != nil {
		return err
	}
	for range mostDays {
		made, err := p.submit(ctx, f.Draft.ID)
		if err == nil {
			p.plan, p.filed = f.Plan, p.today()
			p.id, p.no = made.id, made.no
			return nil
		}
		if k := fault.Of(err).Key; k != "filing.not_before" && k != "filing.not_yet" {
			return err
		}
		if err := p.tomorrow(ctx); err != nil {
			return err
		}
	}
	return errors.New(say("never"))
}

type numbered struct {
	id ident.CaseID
	no ident.CaseNo
}

func (p *play) submit(ctx context.Context, id ident.DraftID) (numbered, error) {
	check, err := p.Filing.Check(ctx, p.applicant, id)
	if err != nil {
		return numbered{}, err
	}
	c, err := p.Filing.Submit(ctx, p.applicant, id, filing.SubmitInput{
		ReviewHash: check.ReviewHash, Declared: true, Promised: true, OrderAgreed: true, Channel: "portal",
	})
	if err != nil {
		return numbered{}, err
	}
	return numbered{c.ID, c.No}, nil
}

// choose takes what the example chooses where the plan leaves a choice.
func (p *play) choose(ctx context.Context, f *filing.Filing) (*filing.Filing, error) {
	for way, slugs := range map[string][]string{"later": p.ex.Situation.Chooses.Later, "commitment": p.ex.Situation.Chooses.Commitment} {
		for _, slug := range slugs {
			i := slices.IndexFunc(f.Plan.Materials, func(m scenario.Material) bool { return m.Slug == slug })
			if i < 0 {
				continue
			}
			var err error
			if f, err = p.Filing.Choose(ctx, p.applicant, f.Draft.ID, filing.ChooseInput{Material: f.Plan.Materials[i].Key, Way: way}); err != nil {
				return f, err
			}
		}
	}
	return f, nil
}

// fill writes every page of the form and hands in every paper.
func (p *play) fill(ctx context.Context, f *filing.Filing) (*filing.Filing, error) {
	id := f.Draft.ID
	for _, sec := range f.Plan.Form.Sections {
		values := map[string]any{}
		for _, x := range filing.ToWrite(sec) {
			values[x.Key] = p.value(f, x)
		}
		if len(values) == 0 {
			continue
		}
		var err error
		if f, err = p.Filing.SaveSection(ctx, p.applicant, id, filing.SaveInput{Section: sec.Key, Values: values}); err != nil {
			return f, err
		}
	}
	for _, m := range f.Plan.Materials {
		if m.Disposition != "upload" {
			continue
		}
		ending, content := paper(m.Upload)
		in := filing.UploadInput{Material: m.Key, Name: m.Name + "." + ending, Content: bytes.NewReader(content)}
		if _, err := p.Filing.Upload(ctx, p.applicant, id, in); err != nil {
			return f, fmt.Errorf("%s: %w", m.Name, worded(err))
		}
	}
	if slices.Contains(f.Steps(), filing.StepDelivery) {
		ways := f.Ways()
		return p.Filing.SaveDelivery(ctx, p.applicant, id, 0, filing.Delivery{Way: ways[0]})
	}
	return f, nil
}

// value is what the applicant writes in a field.
func (p *play) value(f *filing.Filing, x scenario.Field) any {
	for _, it := range f.Plan.Items {
		if it.Renews != nil && it.Renews.Until == x.Slug {
			return (p.today() + calendar.Day(it.Renews.Before) + 60).String()
		}
	}
	if v, told := p.registers().knows.values[x.Slug]; told {
		return v
	}
	return sample(wish{
		slug: x.Slug, kind: x.Type, act: x.Act != "", options: x.Options, example: x.Example, limits: x.Limits, today: p.today(),
	})
}

// same compares what the house made of the example with what the pack says that it comes to: the same items, and the same way
// for every paper.
func (p *play) same(got *scenario.Plan) error {
	s := p.ex.Situation
	if s.Today == 0 {
		s.Today = p.today()
	}
	want, err := p.Filing.Catalogue.Compile(p.ex.Scenario, p.ex.Area, s)
	if err != nil {
		return err
	}
	a, b := outline(want), outline(got)
	for _, x := range a {
		if !slices.Contains(b, x) {
			return errors.New(say("plan_differs", "what", x))
		}
	}
	for _, x := range b {
		if !slices.Contains(a, x) {
			return errors.New(say("plan_differs", "what", x))
		}
	}
	return nil
}

func outline(p *scenario.Plan) []string {
	var out []string
	for _, it := range p.Items {
		out = append(out, it.Slot)
	}
	for _, m := range p.Materials {
		out = append(out, m.Key+": "+string(m.Disposition))
	}
	return out
}
