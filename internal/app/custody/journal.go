package custody

import (
	"context"
	"crypto/rand"
	"slices"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// written does an act of custody and writes into the journal of every case whose paper changed hands with it that it did
// (移交纸质材料), together or not at all. Papers of an intake that is not filed yet have no journal.
func (s *Service) written(ctx context.Context, who permission.Principal, key store.Once, decide func(context.Context) (custody.Change, map[string]Bag, error)) (custody.Change, error) {
	ch, cases, err := s.Store.CustodyOfCases(ctx, key, func(ctx context.Context) (custody.Change, []store.CaseAct, error) {
		ch, bags, err := decide(ctx)
		return ch, s.handedOver(who, ch, bags), err
	})
	for _, c := range cases {
		if s.Told != nil {
			s.Told(c)
		}
	}
	return ch, err
}

// handedOver are the entries of the cases whose paper came into other hands: received from a batch, or given back.
func (s *Service) handedOver(who permission.Principal, ch custody.Change, bags map[string]Bag) []store.CaseAct {
	inputs := map[ident.CaseID]*casework.HandOverPaperInput{}
	var order []ident.CaseID
	var by custody.Actor
	for i, m := range ch.Moves {
		id := bags[m.Bag].Case
		if m.Verb != custody.VerbReceive && m.Verb != custody.VerbReturn || id == "" {
			continue
		}
		in := inputs[id]
		if in == nil {
			in = &casework.HandOverPaperInput{From: string(m.From), To: string(m.To)}
			if ch.Batch != nil {
				in.From, in.Batch = string(ch.Batch.From), ch.Batch.No
			}
			inputs[id], order = in, append(order, id)
		}
		p := ch.Pieces[i]
		in.Papers, by = append(in.Papers, casework.PaperMoved{Material: p.Material, Original: p.Original, Copies: p.Copies, Bag: p.Bag}), m.By
	}
	slices.Sort(order)
	acts := make([]store.CaseAct, len(order))
	for i, id := range order {
		acts[i] = store.CaseAct{Case: id, Decide: func(c *casework.Case) (casework.Change, error) {
			a := casework.Actor{Kind: string(who.Kind), Role: casework.HandOver, ID: by.ID, Name: by.Name, For: by.For}
			return s.Engine.HandOverPaper(c, casework.MomentAt(s.Clock.Now(), rand.Reader), a, *inputs[id])
		}}
	}
	return acts
}
