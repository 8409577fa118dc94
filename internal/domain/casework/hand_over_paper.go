package casework

import "lianban/internal/base/fault"

// PaperMoved is one piece of paper that changed hands. It has no name: what a piece is called can name somebody.
type PaperMoved struct {
	Material string `json:"material,omitempty"` // slug; empty: not on the list of materials
	Original bool   `json:"original,omitempty"`
	Copies   int    `json:"copies"`
	Bag      string `json:"bag"`
}

// HandOverPaperInput is the input of HandOverPaper.
type HandOverPaperInput struct {
	Papers []PaperMoved
	From   string // window:<area>, department:<area>/<slug>, applicant
	To     string
	Batch  string // number on the slip; empty: without one
}

type paperHandedOver struct {
	Papers []PaperMoved `json:"papers"`
	From   string       `json:"from"`
	To     string       `json:"to"`
	Batch  string       `json:"batch,omitempty"`
}

func (ev *paperHandedOver) apply(*Case, *ItemCase, *Entry) {}

// HandOverPaper writes into the journal of a case that paper of it changed hands (移交纸质材料). Where each piece lies is
// the room of custody's to know; it writes this with its own lines, together or not at all.
func (e Engine) HandOverPaper(c *Case, m Moment, by Actor, in HandOverPaperInput) (Change, error) {
	w := e.open(c, m, by)
	w.settle()
	if err := Why(w.c, "", VerbHandOverPaper, by); err != nil {
		return Change{}, err
	}
	if len(in.Papers) == 0 || in.From == "" || in.To == "" || in.From == in.To {
		return Change{}, fault.New(fault.Invalid, "casework.incomplete").With("papers", "casework.required.papers")
	}
	w.did(VerbHandOverPaper, nil, &paperHandedOver{in.Papers, in.From, in.To, in.Batch})
	w.settle()
	return w.done(), nil
}
