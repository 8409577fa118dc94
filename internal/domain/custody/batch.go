package custody

import (
	"time"

	"lianban/internal/base/ident"
)

// BatchState is where a batch stands.
type BatchState string

// The states of a batch.
const (
	Packing   BatchState = "packing"   // 装袋: its list may change
	Sent      BatchState = "sent"      // 已交出，待清点
	Differing BatchState = "differing" // 有差异: something on the list was not there
	Closed    BatchState = "closed"    // 已收齐
	Dropped   BatchState = "dropped"   // 已取消: nothing was left in it before it was handed over
)

// Batch (批次) is a list of pieces that one holder hands to another.
type Batch struct {
	ID       ident.BatchID
	No       string // ZF-260929-P05
	From, To Holder
	State    BatchState
	Trial    bool
	Lines    []Line // in the order in which they were packed
	PackedAt time.Time
	PackedBy Actor
	SentAt   time.Time // zero: not yet
	SentBy   Actor
	GotAt    time.Time // when the receiver counted last; zero: not yet
	GotBy    Actor
	Counted  int    // what the receiver counted, over all counts
	Note     string // of the last difference
	Version  int64  // as it was read; 0 = new. The store's, not this room's
}

// LineState is what became of one piece of a batch.
type LineState string

// The states of a line.
const (
	Listed    LineState = "listed"     // on its way
	Arrived   LineState = "arrived"    // counted by the receiver
	Missing   LineState = "missing"    // not found by the receiver
	TakenBack LineState = "taken_back" // found at the sender's after all
)

// Line is one piece on the list of a batch, with what the slip prints about it.
type Line struct {
	Piece    ident.PieceID `json:"piece"`
	Bag      string        `json:"bag"`
	CaseNo   ident.CaseNo  `json:"case_no,omitempty"`
	Name     string        `json:"name"`
	Original bool          `json:"original,omitempty"`
	Copies   int           `json:"copies"`
	State    LineState     `json:"state"`
}

// Open says whether somebody still owes an answer about the batch.
func (b Batch) Open() bool { return b.State == Packing || b.State == Sent || b.State == Differing }

// Count answers how many lines are in a state.
func (b Batch) Count(s LineState) (n int) {
	for _, l := range b.Lines {
		if l.State == s {
			n++
		}
	}
	return n
}

// Expected lists the pieces that the receiver has not counted yet: on their way, or missed before.
func (b Batch) Expected() []ident.PieceID {
	var ids []ident.PieceID
	for _, l := range b.Lines {
		if l.State == Listed || l.State == Missing {
			ids = append(ids, l.Piece)
		}
	}
	return ids
}

// clone copies the batch, so that an act leaves the one that it was given alone.
func (b Batch) clone() Batch {
	b.Lines = append([]Line(nil), b.Lines...)
	return b
}
