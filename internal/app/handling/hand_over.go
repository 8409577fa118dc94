package handling

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/crypt"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// How often a collection code may be guessed: six digits stand against a handful of tries.
const (
	codeTries  = 5
	codeWindow = 15 * time.Minute
)

// ExitTarget names the results of one joint case that an act at the exit window is about.
type ExitTarget struct {
	No      ident.CaseNo
	Results []Result
	Once    string // token of the page or Idempotency-Key; empty = none
}

// Result is one result as the page saw it.
type Result struct {
	Slot string
	Seen int64 // version of the item case on the page; 0 = not checked
}

// HandOverInput is the input of HandOver.
type HandOverInput struct {
	ExitTarget
	Channel  string // window, post
	Name     string // who took the results, or to whom the letter goes
	Capacity string // own, mandate
	Mandate  string // what shows the mandate
	Checked  string // id_card, e_card, other
	Code     string // collection code (取件码); own identity shown by a card does without
	Carrier  string
	Tracking string
}

// HandOver hands results over at the exit window, or posts them (送达): all that are named or none, with one
// acknowledgement of delivery. Faults: Invalid with a wrong or missing code; TooMany handling.code_wait; those of the act.
func (s *Service) HandOver(ctx context.Context, who permission.Principal, in HandOverInput) (casework.Change, error) {
	var shown bool
	return s.exit(ctx, who, in.ExitTarget, casework.VerbDeliver, in, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		if in.Channel == casework.ByPost && (c.Delivery == nil || c.Delivery.Way != casework.ByPost) {
			return casework.Change{}, fault.New(fault.NotNow, "handling.not_by_post")
		}
		if in.Channel == casework.ByWindow && !shown {
			if err := s.checkCode(ctx, c, in); err != nil {
				return casework.Change{}, err
			}
			shown = true // a lost race is decided anew, but the code was shown once
		}
		return s.Engine.HandOver(c, m, by, casework.HandOverInput{
			Targets: in.targets(), Channel: in.Channel, Name: in.Name, Mandate: in.Mandate,
			Handover: casework.Handover{
				Capacity: in.Capacity, Checked: in.Checked, Code: in.Code != "" && in.Channel == casework.ByWindow,
				Carrier: in.Carrier, Tracking: in.Tracking,
			},
		})
	})
}

func (t ExitTarget) targets() []casework.Target {
	var out []casework.Target
	for _, r := range t.Results {
		out = append(out, casework.Target{Slot: r.Slot, SeenVersion: r.Seen})
	}
	return out
}

// checkCode compares the collection code. Who shows a card of the applicant's needs none; who comes for somebody does.
// Guesses are counted for the case, across windows and nodes, each before anything is said about it; a right one
// forgets them.
func (s *Service) checkCode(ctx context.Context, c *casework.Case, in HandOverInput) error {
	code := strings.ReplaceAll(strings.TrimSpace(in.Code), " ", "")
	if code == "" {
		if s.Engine.Code == nil || in.Capacity == "own" && in.Checked != "other" {
			return nil
		}
		return fault.New(fault.Invalid, "casework.incomplete").With("code", "handling.code_needed")
	}
	if s.Engine.Code == nil {
		return fault.New(fault.Invalid, "casework.incomplete").With("code", "handling.wrong_code")
	}
	key := "collect:" + string(c.No)
	n, err := s.Store.CountAttempt(ctx, key, codeWindow) // before it is compared: two nodes never look at the same count
	if err != nil {
		return err
	}
	if n > codeTries {
		return fault.New(fault.TooMany, "handling.code_wait", "minutes", strconv.Itoa(int(codeWindow.Minutes())))
	}
	if crypt.Equal(s.Engine.Code(c), code) {
		return s.Store.ClearAttempts(ctx, key)
	}
	return fault.New(fault.Invalid, "casework.incomplete").With("code", "handling.wrong_code", "left", strconv.Itoa(max(0, codeTries-n)))
}

// exit runs an act at the exit window on several results of one joint case: who may is asked for each of them.
func (s *Service) exit(ctx context.Context, who permission.Principal, t ExitTarget, v casework.Verb, said any, do func(*casework.Case, casework.Moment, casework.Actor) (casework.Change, error)) (casework.Change, error) {
	if who.ID == "" {
		return casework.Change{}, fault.New(fault.Login, "access.signed_out")
	}
	if err := s.Store.StaffActive(ctx, who.ID); err != nil { // closed while the request was on its way
		return casework.Change{}, err
	}
	if len(t.Results) == 0 { // no result, nobody whose right could be asked
		return casework.Change{}, fault.New(fault.Invalid, "casework.incomplete").With("results", "casework.required.results")
	}
	key := store.ByNo(t.No)
	if t.Once != "" {
		asked, err := json.Marshal([]any{v, said})
		if err != nil {
			return casework.Change{}, fault.Wrap(err, "writing a request down")
		}
		key = key.Once(store.Once{Scope: "staff:" + who.ID + "/exit", Key: t.Once, Request: asked})
	}
	change, err := s.Store.Apply(ctx, key, func(c *casework.Case) (casework.Change, error) {
		by := casework.Actor{Kind: string(who.Kind), ID: who.ID, Name: who.Name, Department: home(who)}
		for _, r := range t.Results {
			it, err := s.find(who, c, r.Slot)
			if err != nil {
				return casework.Change{}, err
			}
			decision := s.Guard.Scope(who).Decide(permission.HandOver, resource(c, it))
			if err := decision.Fault(); err != nil {
				return casework.Change{}, err
			}
			by.For = decision.For
		}
		return do(c, s.moment(), by)
	})
	if err == nil {
		s.told(change)
	}
	return change, err
}

// home is the department of somebody's first post.
func home(who permission.Principal) string {
	i := slices.IndexFunc(who.Posts, func(p permission.Post) bool { return p.Department != "" })
	if i < 0 {
		return ""
	}
	return who.Posts[i].Department
}
