package custody

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

var (
	now     = time.Date(2026, 9, 29, 10, 0, 0, 0, calendar.Zone)
	clerk   = Actor{ID: "staff-9", Name: "栾兰"}
	officer = Actor{ID: "staff-1", Name: "林晓"}
	window  = Window("zhifu")
	market  = Department("zhifu", "market")
)

func wantFault(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if f := fault.Of(err); err == nil || f.Kind != kind || f.Key != key {
		t.Errorf("%v, want %s %s", err, kind, key)
	}
}

func TestHoldersSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		h                      Holder
		kind, area, department string
		batch                  ident.BatchID
	}{
		{window, KindWindow, "zhifu", "", ""},
		{market, KindDepartment, "zhifu", "market", ""},
		{InBatch("b1"), KindBatch, "", "", "b1"},
		{Applicant, KindApplicant, "", "", ""},
	} {
		if c.h.Kind() != c.kind || c.h.Area() != c.area || c.h.Department() != c.department || c.h.Batch() != c.batch {
			t.Errorf("%s: %s %s %s %s", c.h, c.h.Kind(), c.h.Area(), c.h.Department(), c.h.Batch())
		}
	}
}

func TestNumbersNameThePlaceAndTheDay(t *testing.T) {
	t.Parallel()
	day := calendar.DayOf(now)
	for area, want := range map[string]string{"zhifu": "ZF", "longkou": "LK", "penglai": "PL", "laishan": "LS", "yantai": "YT", "": "X"} {
		if got := Initials(area); got != want {
			t.Errorf("%s: %s, want %s", area, got, want)
		}
	}
	if got := BagNo("zhifu", day, 37, false); got != "ZF-260929-037" {
		t.Error(got)
	}
	if got := BatchNo("zhifu", day, 5, false); got != "ZF-260929-P05" {
		t.Error(got)
	}
}

// kept puts n pieces into one bag of the window, as the store would have numbered them.
func kept(t *testing.T, n int) []Piece {
	t.Helper()
	bag := Bag{No: "ZF-260929-001", Draft: "d1", Area: "zhifu"}
	var ps []Piece
	for i := range n {
		ch, err := Keep(bag, now, clerk, KeepInput{ID: ident.PieceID(rune('a' + i)), Name: "产权证", Original: true})
		if err != nil {
			t.Fatal(err)
		}
		if (ch.Bag != nil) != (i == 0) {
			t.Fatalf("piece %d: bag %v", i, ch.Bag)
		}
		bag.OpenedAt = now
		p := ch.Pieces[0]
		p.Version = 1
		ps = append(ps, p)
	}
	return ps
}

func TestKeepSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	_, err := Keep(Bag{Area: "zhifu"}, now, clerk, KeepInput{Copies: 100})
	wantFault(t, err, fault.Invalid, "custody.incomplete")
	if f := fault.Of(err); len(f.Fields) != 2 || f.Fields[0].Name != "name" || f.Fields[1].Name != "copies" {
		t.Errorf("%+v", f.Fields)
	}
}

func TestOnlyTheWindowGivesPapersBack(t *testing.T) {
	t.Parallel()
	ps := kept(t, 1)
	ch, err := Return(ps, now, clerk, "本人")
	if err != nil || ch.Pieces[0].Holder != Applicant || ch.Moves[0].From != window || ch.Moves[0].Note != "本人" {
		t.Errorf("%+v, %v", ch, err)
	}
	_, err = Return(ch.Pieces, now, clerk, "")
	wantFault(t, err, fault.NotNow, "custody.not_here.applicant")
	ps[0].Holder = market
	_, err = Return(ps, now, clerk, "")
	wantFault(t, err, fault.NotNow, "custody.not_here.department")
	ps[0].Holder, ps[0].Packed = window, "b1"
	_, err = Return(ps, now, clerk, "")
	wantFault(t, err, fault.NotNow, "custody.packed")
	_, err = Relocate(ch.Pieces, now, clerk, "B-01")
	wantFault(t, err, fault.NotNow, "custody.not_here.applicant")
}

// packed makes a batch of n pieces that is ready to go.
func packed(t *testing.T, n int) Change {
	t.Helper()
	ch, err := Pack(Batch{ID: "b1", No: "ZF-260929-P01", From: window, To: market}, kept(t, n), map[string]ident.CaseNo{"ZF-260929-001": "n1"}, now, clerk)
	if err != nil {
		t.Fatal(err)
	}
	ch.Batch.Version = 1
	return ch
}

func TestABatchChangesOnlyBeforeItGoes(t *testing.T) {
	t.Parallel()
	ch := packed(t, 3)
	if l := ch.Batch.Lines[0]; l.CaseNo != "n1" || l.State != Listed || !l.Original {
		t.Errorf("%+v", l)
	}
	_, err := Pack(*ch.Batch, ch.Pieces[:1], nil, now, clerk)
	wantFault(t, err, fault.NotNow, "custody.packed")
	less, err := Unpack(*ch.Batch, ch.Pieces[:1], now, clerk)
	if err != nil || len(less.Batch.Lines) != 2 || less.Pieces[0].Packed != "" {
		t.Fatalf("%+v, %v", less, err)
	}
	none, err := Unpack(*ch.Batch, ch.Pieces, now, clerk)
	if err != nil || none.Batch.State != Dropped {
		t.Errorf("%+v, %v", none.Batch, err)
	}
	_, err = HandOver(*ch.Batch, ch.Pieces, 2, now, clerk)
	wantFault(t, err, fault.Invalid, "custody.miscounted")
	sent, err := HandOver(*ch.Batch, ch.Pieces, 3, now, clerk)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Unpack(*sent.Batch, sent.Pieces[:1], now, clerk)
	wantFault(t, err, fault.NotNow, "custody.batch_sent")
	_, err = Pack(*sent.Batch, kept(t, 1), nil, now, clerk)
	wantFault(t, err, fault.NotNow, "custody.batch_sent")
}

func sent(t *testing.T, n int) Change {
	t.Helper()
	ch := packed(t, n)
	ch, err := HandOver(*ch.Batch, ch.Pieces, n, now, clerk)
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

func TestTheOtherSideCounts(t *testing.T) {
	t.Parallel()
	ch := sent(t, 3)
	_, err := Receive(*ch.Batch, ch.Pieces, 3, now, clerk)
	wantFault(t, err, fault.Forbidden, "custody.own_batch")
	_, err = Receive(*ch.Batch, ch.Pieces, 2, now, officer)
	wantFault(t, err, fault.Invalid, "custody.miscounted")
	got, err := Receive(*ch.Batch, ch.Pieces, 3, now, officer)
	if err != nil || got.Batch.State != Closed || got.Pieces[2].Holder != market || got.Pieces[2].Packed != "" {
		t.Fatalf("%+v, %v", got, err)
	}
	_, err = Receive(*got.Batch, nil, 0, now, officer)
	wantFault(t, err, fault.NotNow, "custody.nothing_to_count")
}

func TestADifferenceKeepsTheBatchOpenByName(t *testing.T) {
	t.Parallel()
	ch := sent(t, 3)
	_, err := ReportDifference(*ch.Batch, ch.Pieces, ch.Pieces, "", now, officer)
	wantFault(t, err, fault.Invalid, "custody.nothing_missing")
	diff, err := ReportDifference(*ch.Batch, ch.Pieces, ch.Pieces[:1], "少两张", now, officer)
	if err != nil || diff.Batch.State != Differing || diff.Batch.Count(Missing) != 2 || diff.Batch.Count(Arrived) != 1 || !diff.Batch.Open() {
		t.Fatalf("%+v, %v", diff.Batch, err)
	}
	if m := diff.Moves[2]; m.Verb != VerbMiss || m.To != InBatch("b1") || m.Note != "少两张" {
		t.Errorf("%+v", m)
	}
	missing := diff.Pieces[1:]
	found, err := TakeBack(*diff.Batch, missing[:1], "在柜台上", now, clerk)
	if err != nil || found.Batch.State != Differing || found.Pieces[0].Holder != window {
		t.Fatalf("%+v, %v", found, err)
	}
	_, err = TakeBack(*found.Batch, missing[:1], "", now, clerk)
	wantFault(t, err, fault.Conflict, "custody.changed")
	late, err := Receive(*found.Batch, missing[1:], 1, now, officer)
	if err != nil || late.Batch.State != Closed || late.Batch.Counted != 2 || late.Batch.Count(TakenBack) != 1 {
		t.Errorf("%+v, %v", late.Batch, err)
	}
}

// Whatever happens to a batch, no piece is in two places and none is lost: each is at the sender, on the way or at
// the receiver, and what the lines of the batch say agrees with it.
func TestNoPieceIsEverLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(rt, "pieces")
		ch := sent(t, n)
		have := map[ident.PieceID]Piece{}
		b := *ch.Batch
		take := func(c Change, err error) {
			if err != nil {
				return
			}
			for _, p := range c.Pieces {
				have[p.ID] = p
			}
			b = *c.Batch
		}
		take(ch, nil)
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			var expected, some []Piece
			for _, id := range b.Expected() {
				expected = append(expected, have[id])
				if rapid.Bool().Draw(rt, "some") {
					some = append(some, have[id])
				}
			}
			switch rapid.IntRange(0, 2).Draw(rt, "act") {
			case 0:
				take(ReportDifference(b, expected, some, "", now, officer))
			case 1:
				take(TakeBack(b, some, "", now, clerk))
			default:
				take(Receive(b, expected, len(expected), now, officer))
			}
		}
		if len(have) != n || len(b.Lines) != n {
			rt.Fatalf("%d pieces, %d lines of %d", len(have), len(b.Lines), n)
		}
		for _, l := range b.Lines {
			want := map[LineState]Holder{Listed: InBatch(b.ID), Missing: InBatch(b.ID), Arrived: market, TakenBack: window}[l.State]
			if p := have[l.Piece]; p.Holder != want || (p.Packed == "") != (want != InBatch(b.ID)) {
				rt.Fatalf("%s is %s but %+v", l.Piece, l.State, p)
			}
		}
		if b.Open() != (len(b.Expected()) > 0) {
			rt.Fatalf("%s with %d expected", b.State, len(b.Expected()))
		}
	})
}
