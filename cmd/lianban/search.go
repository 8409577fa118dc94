package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
	"lianban/internal/search"
	"lianban/internal/store"
)

// searchCmd is for those who write the synonyms.
type searchCmd struct {
	Try    searchTryCmd    `cmd:"" help:"Say what some words find, and why."`
	Missed searchMissedCmd `cmd:"" help:"List what people searched without finding it: the backlog of synonyms."`
	Forget searchForgetCmd `cmd:"" help:"Remove words from that list, when a synonym is written or none is needed."`
}

// finder builds the index of packs with their reviewed synonyms. The error names what is wrong with file:line.
func finder(packs fs.FS, cat *scenario.Catalogue) (*search.Index, error) {
	syn, err := search.LoadSynonyms(packs, search.SynonymsFile)
	if err != nil {
		return nil, err
	}
	return search.New(cat, syn)
}

type searchTryCmd struct {
	Words string `arg:"" help:"What somebody might type."`
	Packs string `help:"Folder of the packs (default: the sample city)." type:"existingdir"`
}

// Run prints the hits with their reasons.
func (c *searchTryCmd) Run() error { return c.run(os.Stdout) }

func (c *searchTryCmd) run(out io.Writer) error {
	cat, err := catalogue(c.Packs)
	if err != nil {
		return err
	}
	x, err := finder(packsOf(c.Packs), cat)
	if err != nil {
		return err
	}
	defer x.Close()
	a := x.Find(c.Words, 10)
	t := lang.Chinese()
	for _, h := range a.Hits {
		fmt.Fprintln(out, t.Say("search.cli.hit", "kind", t.Say("search."+string(h.Kind)+"s"), "name", h.Name, "fit", h.Fit, "why", h.Why))
	}
	for _, h := range a.Nearest {
		fmt.Fprintln(out, t.Say("search.cli.nearest", "name", h.Name))
	}
	return nil
}

type searchMissedCmd struct {
	where
	Most int `help:"Most lines." default:"100"`
}

// Run prints the most frequent words first.
func (c *searchMissedCmd) Run(ctx context.Context) error {
	return c.withStore(ctx, func(s *store.Store) error {
		list, err := s.MissedSearches(ctx, c.Most)
		for _, m := range list {
			say("search.cli.missed", "n", m.N, "words", m.Words, "last", m.LastAt.Format(time.DateOnly))
		}
		if err == nil && len(list) == 0 {
			say("search.cli.none_missed")
		}
		return err
	})
}

type searchForgetCmd struct {
	where
	Words []string `arg:"" help:"Words as the list writes them."`
}

// Run removes the words.
func (c *searchForgetCmd) Run(ctx context.Context) error {
	return c.withStore(ctx, func(s *store.Store) error {
		for _, w := range c.Words {
			if err := s.ForgetMissedSearch(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// withStore opens the house of the sample city for its database alone: its packs do not matter here.
func (w where) withStore(ctx context.Context, do func(*store.Store) error) error {
	h, err := openHouse(ctx, w, packsOf(""), "", clock.System{}, nobody{}, false)
	if err != nil {
		return err
	}
	defer h.close()
	return do(h.store)
}
