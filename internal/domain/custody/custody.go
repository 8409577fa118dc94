// Package custody knows where every piece of paper is (纸件保管): who holds which original, which batch carries it
// to a department and back, and when the applicant has it again. It is pure: time and identifiers come in as
// arguments, and every act answers a Change that somebody else stores.
//
// A piece lies in a bag (纸件袋); the bag belongs to a draft while intake runs and to the case that the draft became.
// Every move is a line that is never rewritten. A batch is counted by both sides: what the list names and the
// receiver does not find stays in the batch, by name, until somebody finds it.
package custody

import (
	"strings"
	"time"

	"lianban/internal/base/ident"
)

// Holder is who has a piece of paper: a window, a department, a batch on its way, or the applicant.
type Holder string

// Applicant has its paper back.
const Applicant Holder = "applicant"

// The kinds of holders, as Holder.Kind answers them.
const (
	KindWindow     = "window"
	KindDepartment = "department"
	KindBatch      = "batch"
	KindApplicant  = "applicant"
)

// Window is the comprehensive window (综合窗口) of an area.
func Window(area string) Holder { return Holder(KindWindow + ":" + area) }

// Department is a department of an area.
func Department(area, department string) Holder {
	return Holder(KindDepartment + ":" + area + "/" + department)
}

// InBatch is a batch on its way between two holders.
func InBatch(id ident.BatchID) Holder { return Holder(KindBatch + ":" + string(id)) }

// Kind answers window, department, batch or applicant.
func (h Holder) Kind() string {
	kind, _, _ := strings.Cut(string(h), ":")
	return kind
}

// Area answers the area of a window or department.
func (h Holder) Area() string {
	_, rest, _ := strings.Cut(string(h), ":")
	area, _, _ := strings.Cut(rest, "/")
	if k := h.Kind(); k != KindWindow && k != KindDepartment {
		return ""
	}
	return area
}

// Department answers the slug of a department, and nothing for other holders.
func (h Holder) Department() string {
	if h.Kind() != KindDepartment {
		return ""
	}
	_, department, _ := strings.Cut(string(h), "/")
	return department
}

// Batch answers the batch that holds the piece, if one does.
func (h Holder) Batch() ident.BatchID {
	id, ok := strings.CutPrefix(string(h), KindBatch+":")
	if !ok {
		return ""
	}
	return ident.BatchID(id)
}

// Piece is one piece of paper in custody (纸件).
type Piece struct {
	ID       ident.PieceID
	Bag      string // number of its bag
	Material string // slug; empty: a paper that the list of materials does not name
	Name     string // as the receipt calls it
	Original bool   // 原件; otherwise a copy (复印件)
	Copies   int    // how many of it
	Shelf    string // where it lies at its holder; empty on its way
	Holder   Holder
	Packed   ident.BatchID // the open batch whose list names it; empty: none
	KeptAt   time.Time
	Version  int64 // as it was read; 0 = new. The store's, not this room's
}

// Bag (纸件袋) is what keeps the pieces of one visitor's matter together.
type Bag struct {
	No       string        // ZF-260929-037: area, day, count
	Draft    ident.DraftID // intake that it was opened for, or
	Case     ident.CaseID  // the case: given when it was opened, or filled in by the store once the draft is one
	CaseNo   ident.CaseNo  // of Case; filled in by the store
	Area     string        // slug: whose window opened it
	Scenario string        // slug
	Trial    bool
	OpenedAt time.Time
	Pieces   []Piece // filled in by the store, in the order in which they were kept
}

// Held counts the pieces that are not with the applicant.
func (b Bag) Held() (n int) {
	for _, p := range b.Pieces {
		if p.Holder != Applicant {
			n++
		}
	}
	return n
}

// Actor is who moved a piece, as the lines name it.
type Actor struct {
	ID   string `json:"id"`
	Name string `json:"name"`

	For ident.StaffID `json:"for,omitempty"` // in whose place it acts while they are away (代理); none: in its own
}

// Verb is one act of custody.
type Verb string

// The acts of custody.
const (
	VerbKeep     Verb = "keep"              // 收存
	VerbMove     Verb = "move"              // 换位置
	VerbPack     Verb = "pack"              // 装入批次
	VerbUnpack   Verb = "unpack"            // 从批次取出
	VerbHandOver Verb = "hand_over"         // 交出
	VerbReceive  Verb = "receive"           // 清点接收
	VerbMiss     Verb = "report_difference" // 报差异: the piece was not there
	VerbTakeBack Verb = "take_back"         // 找回: the sender has it after all
	VerbReturn   Verb = "return"            // 退还办事人
)

// Move is one line about one piece: who did what when, from whom to whom.
type Move struct {
	Piece ident.PieceID
	Bag   string
	At    time.Time
	Verb  Verb
	By    Actor
	From  Holder
	To    Holder
	Shelf string
	Batch ident.BatchID
	Note  string
}

// Change is what an act did: everything that must be written together or not at all.
type Change struct {
	Bag    *Bag // opened by this act; nil: none
	Batch  *Batch
	Pieces []Piece
	Moves  []Move
}

// moved adds a piece and its line to a change.
func (c *Change) moved(p Piece, from Holder, m Move) {
	m.Piece, m.Bag, m.From, m.To, m.Shelf = p.ID, p.Bag, from, p.Holder, p.Shelf
	c.Pieces = append(c.Pieces, p)
	c.Moves = append(c.Moves, m)
}
