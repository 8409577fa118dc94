package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"sync/atomic"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/audit"
	"lianban/internal/store"
)

func publish(ctx context.Context, s *store.Store, parent int64, r store.Release, files map[string][]byte, versions ...store.ScenarioVersion) error {
	return s.Noted(ctx, func(ctx context.Context) (store.Noting, error) {
		last, err := s.LastRelease(ctx)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return store.Noting{}, err
		}
		if last.Seq != parent {
			return store.Noting{}, errors.New("somebody was first")
		}
		return store.Noting{
			Writes:  []store.Write{store.PutRelease(r, files, versions)},
			Entries: []audit.Entry{{Verb: "publish", Outcome: audit.Done}},
		}, nil
	})
}

func releases(t *testing.T, open Database) {
	s, ctx := open(t, Options()), t.Context()
	_, err := s.LastRelease(ctx)
	wantFault(t, err, fault.NotFound, "store.no_release")
	first := store.Release{Seq: 1, Tree: "t1", By: "张工", Note: "首次发布", Files: map[string]string{"a.yaml": "h1", "b.yaml": "h2"}}
	check(t, publish(ctx, s, 0, first, map[string][]byte{"h1": []byte("甲"), "h2": []byte("乙")},
		store.ScenarioVersion{Scenario: "shop", Number: 1, Hash: "aa", Running: "finish", Body: json.RawMessage(`{"n":1}`)},
		store.ScenarioVersion{Scenario: "shop", Area: "longkou", Number: 1, Hash: "bb", Running: "finish", Body: json.RawMessage(`{}`)}))
	second := store.Release{Seq: 2, Tree: "t2", By: "李工", Files: map[string]string{"a.yaml": "h3", "c/b.yaml": "h2"}}
	check(t, publish(ctx, s, 1, second, map[string][]byte{"h2": []byte("乙"), "h3": []byte("丙")},
		store.ScenarioVersion{Scenario: "shop", Number: 2, Hash: "cc", Running: "upgrade", Note: "少一份材料", Body: json.RawMessage(`{"n":2}`)}))
	last, err := s.LastRelease(ctx)
	check(t, err)
	if last.Seq != 2 || last.By != "李工" || last.Tree != "t2" || !last.At.Equal(Start) {
		t.Errorf("the last release is %+v", last)
	}
	for seq, want := range map[int64]map[string][]byte{
		1: {"a.yaml": []byte("甲"), "b.yaml": []byte("乙")}, 2: {"a.yaml": []byte("丙"), "c/b.yaml": []byte("乙")},
	} {
		got, err := s.ReleaseFiles(ctx, seq)
		check(t, err)
		same(t, got, want)
	}
	_, err = s.ReleaseFiles(ctx, 3)
	wantFault(t, err, fault.NotFound, "store.no_release")
	list, err := s.Releases(ctx, 1)
	check(t, err)
	if len(list) != 1 || list[0].Seq != 2 {
		t.Errorf("%+v", list)
	}
	now, err := s.CurrentVersions(ctx)
	check(t, err)
	if len(now) != 2 || now[0].Hash != "cc" || now[0].Area != "" || now[1].Hash != "bb" {
		t.Errorf("what counts: %+v", now)
	}
	all, err := s.VersionsOf(ctx, "shop", 10)
	check(t, err)
	if len(all) != 3 || all[0].Number != 2 || string(all[0].Body) != `{"n":2}` || all[0].Note != "少一份材料" || all[0].Running != "upgrade" {
		t.Errorf("%+v", all)
	}
	with, err := s.VersionsWith(ctx, "shop", "aa", 10)
	check(t, err)
	if len(with) != 1 || with[0].Release != 1 {
		t.Errorf("%+v", with)
	}
	in, err := s.VersionsIn(ctx, 1)
	check(t, err)
	if len(in) != 2 || in[1].Area != "longkou" {
		t.Errorf("%+v", in)
	}
}

func releaseRace(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	var won atomic.Int32
	for _, err := range together(6, func(w int) error {
		return publish(t.Context(), nodes[w%2], 0, store.Release{Seq: 1, Tree: "t", By: "同时", Files: map[string]string{"a": "h"}}, map[string][]byte{"h": []byte("甲")})
	}) {
		if err == nil {
			won.Add(1)
		} else if err.Error() != "somebody was first" {
			t.Error(err)
		}
	}
	if won.Load() != 1 {
		t.Errorf("%d of six published", won.Load())
	}
}

func draftUpgraded(t *testing.T, open Database) {
	s, ctx := open(t, Options()), t.Context()
	d := newDraft(t, s)
	p := newPaper(d.ID)
	check(t, s.PutPaper(ctx, p))
	old := d
	d.PackHash, d.Packed, d.Data = "h2", 4, json.RawMessage(`{"shop":"海风"}`)
	d, err := s.UpgradeDraft(ctx, d, map[string]string{"id_card": "identity_card"})
	check(t, err)
	read, err := s.Draft(ctx, d.ID)
	check(t, err)
	if read.PackHash != "h2" || read.Packed != 4 || string(read.Data) != `{"shop":"海风"}` || read.Version != old.Version+1 {
		t.Errorf("%+v", read)
	}
	papers, err := s.PapersOfDraft(ctx, d.ID)
	check(t, err)
	if len(papers) != 1 || papers[0].Material != "identity_card" {
		t.Errorf("%+v", papers)
	}
	_, err = s.UpgradeDraft(ctx, old, nil)
	wantFault(t, err, fault.Conflict, "store.draft_changed")
}
