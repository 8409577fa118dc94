// Package audit is the log of who did what to accounts, rights and the running house (审计记录): one chain, so that
// nothing in it can be changed, taken out or put in unseen. What is done to a case stands in the case's own journal.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
)

// Outcome is what became of an act.
type Outcome string

// The outcomes.
const (
	Done    Outcome = "done"    // it was done
	Failed  Outcome = "failed"  // somebody tried and could not: a wrong password, a wrong code
	Refused Outcome = "refused" // somebody tried what they may not do
)

// Actor is who acted.
type Actor struct {
	ID   string `json:"id"`   // StaffID; "command" for somebody at the machine
	Name string `json:"name"` // as it was then
}

// About is whom or what an act was about.
type About struct {
	Kind string `json:"kind"` // account, house, case
	ID   string `json:"id"`
	Name string `json:"name"` // as it was then; of a case only its number
}

// Entry is one line of the log.
type Entry struct {
	Seq     int64     `json:"seq"` // 1, 2, 3 … without a gap
	At      time.Time `json:"at"`  // to the microsecond
	Actor   Actor     `json:"actor"`
	Verb    string    `json:"verb"` // close_staff, sign_in … ; the text is "admin.verb.<verb>"
	About   About     `json:"about"`
	Reason  string    `json:"reason"`  // as the actor gave it
	Details string    `json:"details"` // what exactly: which rights were given; never a secret
	Outcome Outcome   `json:"outcome"`
	Address string    `json:"address"` // of the connection, as the machine saw it; empty: none
	Prev    string    `json:"prev"`    // hash of the entry before
	Hash    string    `json:"hash"`
}

// chainVersion names the form of what is hashed.
const chainVersion = "lianban.audit.1"

// Sealed answers the entry at its place in the chain.
func (e Entry) Sealed(seq int64, prev string) Entry {
	e.Seq, e.Prev = seq, prev
	e.Hash = e.hash()
	return e
}

// hash covers everything with its length, so that no two entries look alike.
func (e Entry) hash() string {
	h := sha256.New()
	for _, p := range []string{
		chainVersion, strconv.FormatInt(e.Seq, 10), strconv.FormatInt(e.At.UnixMicro(), 10), e.Actor.ID, e.Actor.Name, e.Verb,
		e.About.Kind, e.About.ID, e.About.Name, e.Reason, e.Details, string(e.Outcome), e.Address, e.Prev,
	} {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Chain checks entries as they are read, in order and page by page. The zero value stands at the beginning.
type Chain struct {
	Seq  int64  // of the last good entry
	Head string // its hash
}

// Next takes the next entry. The error names the first bad one.
func (c *Chain) Next(e Entry) error {
	switch {
	case e.Seq != c.Seq+1:
		return fmt.Errorf("entry %d stands where entry %d should: one is missing, doubled or moved", e.Seq, c.Seq+1)
	case e.Prev != c.Head:
		return fmt.Errorf("entry %d does not follow the entry before it", e.Seq)
	case e.Hash != e.hash():
		return fmt.Errorf("entry %d was changed after it was written", e.Seq)
	}
	c.Seq, c.Head = e.Seq, e.Hash
	return nil
}
