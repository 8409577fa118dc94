package audit

import (
	"testing"
	"time"
)

func chain(n int) []Entry {
	var out []Entry
	prev := ""
	for i := range n {
		e := Entry{
			At: time.UnixMicro(int64(1_000_000 * i)), Actor: Actor{ID: "a", Name: "矫健"}, Verb: "close_staff",
			About: About{Kind: "account", ID: "s", Name: "林晓"}, Reason: "离职", Outcome: Done,
		}.Sealed(int64(i+1), prev)
		out, prev = append(out, e), e.Hash
	}
	return out
}

func verify(entries []Entry) error {
	var c Chain
	for _, e := range entries {
		if err := c.Next(e); err != nil {
			return err
		}
	}
	return nil
}

// Whatever is changed, taken out, doubled, moved or put in breaks the chain at that place.
func TestTheChainShowsEveryChange(t *testing.T) {
	t.Parallel()
	if err := verify(chain(4)); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func([]Entry) []Entry{
		"reason":   func(es []Entry) []Entry { es[1].Reason = "x"; return es },
		"outcome":  func(es []Entry) []Entry { es[1].Outcome = Refused; return es },
		"time":     func(es []Entry) []Entry { es[1].At = es[1].At.Add(time.Microsecond); return es },
		"actor":    func(es []Entry) []Entry { es[1].Actor.ID = "b"; return es },
		"about":    func(es []Entry) []Entry { es[1].About.Name = "b"; return es },
		"address":  func(es []Entry) []Entry { es[1].Address = "10.0.0.1"; return es },
		"shifted":  func(es []Entry) []Entry { es[1].Reason, es[1].Details = "离", "职"; return es },
		"missing":  func(es []Entry) []Entry { return append(es[:1], es[2:]...) },
		"doubled":  func(es []Entry) []Entry { return append(es[:2], es[1:]...) },
		"moved":    func(es []Entry) []Entry { es[1], es[2] = es[2], es[1]; return es },
		"resealed": func(es []Entry) []Entry { es[1].Reason = "x"; es[1] = es[1].Sealed(2, es[0].Hash); return es },
	} {
		if verify(spoil(chain(4))) == nil {
			t.Errorf("%s: nobody noticed", name)
		}
	}
}
