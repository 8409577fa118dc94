package main

import (
	"context"
	"io"

	"lianban/internal/app/filing"
	"lianban/internal/app/publishing"
	"lianban/internal/base/clock"
	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/packs"
)

const (
	mostAhead = 2000 // cases of one scenario that a prediction looks at
	mostMoves = 1000 // lines of counts
)

// printAhead says what a publication would do to submitted cases, by scenario, where it moves any.
func (c publishes) printAhead(ctx context.Context, out io.Writer, s *store.Store, p *publishing.Publication) error {
	names := map[string]string{}
	var list []string
	for _, x := range p.Changed {
		if _, seen := names[x.Scenario]; !seen && x.Running == scenario.RunningMigrate && x.Old != "" {
			names[x.Scenario] = x.Name
			list = append(list, x.Scenario)
		}
	}
	if len(list) == 0 {
		return nil
	}
	f, err := c.ahead(ctx, s, p)
	if err != nil {
		return err
	}
	for _, slug := range list {
		got, err := f.PredictMoves(ctx, slug, mostAhead)
		if err != nil {
			return err
		}
		stayed := 0
		for _, x := range got.Stayed {
			stayed += x.Cases
		}
		tell(out, "publishing.print.ahead", "name", names[slug], "scenario", slug, "moved", got.Moved, "stayed", stayed)
		for _, x := range got.Stayed {
			printStays(out, x.Why, x.Cases)
		}
		if got.More {
			tell(out, "publishing.print.ahead_more", "name", names[slug], "scenario", slug, "n", mostAhead)
		}
	}
	return nil
}

// ahead is as much of the house as a prediction needs, with the publication as if it counted.
func (c publishes) ahead(ctx context.Context, s *store.Store, p *publishing.Publication) (*filing.Service, error) {
	cat, _, err := pack.Load(p.Folder())
	if err != nil {
		return nil, noPacks(err)
	}
	book, err := (&publishing.Book{Store: s, Log: logger()}).Ahead(p, cat)
	if err != nil {
		return nil, err
	}
	engine, err := readCalendars(packs.FS, "")
	if err != nil {
		return nil, err
	}
	return &filing.Service{
		Store: s, Catalogue: cat, Versions: book, Engine: engine, Clock: clock.System{}, Log: logger(),
	}, nil
}

// printMoves says what became of the cases that were submitted before a version.
func printMoves(out io.Writer, list []store.VersionMoves, area string, number int) {
	moved, stayed := 0, 0
	for _, m := range list {
		switch {
		case m.Area != area || m.Number != number:
		case m.Why == "":
			moved += m.Cases
		default:
			stayed += m.Cases
		}
	}
	if moved+stayed == 0 {
		return
	}
	tellIn(out, 1, "publishing.print.moved", "moved", moved, "stayed", stayed)
	for _, m := range list {
		if m.Area == area && m.Number == number && m.Why != "" {
			printStays(out, m.Why, m.Cases)
		}
	}
}

func printStays(out io.Writer, why string, n int) {
	tellIn(out, 2, "publishing.print.stays", "why", lang.Chinese().Say("publishing.stays."+why), "n", n)
}
