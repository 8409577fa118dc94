package filing

import (
	"context"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// GapText is the promise that an applicant signs to bring papers later (容缺受理承诺书), as it is shown.
func (s *Service) GapText(it *casework.ItemCase) string {
	if it.Gap == nil {
		return ""
	}
	return say("promise.gap_text", "item", it.Name, "papers", strings.Join(s.PaperNames(it.Gap.Materials), say("list_comma")), "limit", limitText(it.Gap.Days))
}

// CommitmentText is the commitment that an applicant signs (告知承诺书), as it is shown.
func (s *Service) CommitmentText(it *casework.ItemCase) string {
	o := it.MayPromise
	if o == nil {
		return ""
	}
	text := say("promise.commitment_text", "item", it.Name, "what", o.Text)
	if o.Ground != "" {
		text += say("promise.commitment_ground", "ground", o.Ground)
	}
	return text + say("promise.commitment_end")
}

// PromiseText is a text that can be signed now, and the act that signs it.
type PromiseText struct {
	Act  string // promise-gap, sign-commitment
	Text string
}

// Promises answers the texts that can be signed for an item now; none is no fault.
func (s *Service) Promises(ctx context.Context, who permission.Principal, no ident.CaseNo, slot string) ([]PromiseText, *casework.ItemCase, error) {
	f, err := s.Follow(ctx, who, no)
	if err != nil {
		return nil, nil, err
	}
	it := f.Case.Latest(slot)
	if it == nil {
		return nil, nil, fault.New(fault.NotFound, "casework.no_such_item")
	}
	var out []PromiseText
	if casework.Why(f.Case, slot, casework.VerbPromiseGap, actor(who)) == nil {
		out = append(out, PromiseText{Act: "promise-gap", Text: s.GapText(it)})
	}
	if casework.Why(f.Case, slot, casework.VerbSignCommitment, actor(who)) == nil {
		out = append(out, PromiseText{Act: "sign-commitment", Text: s.CommitmentText(it)})
	}
	return out, it, nil
}

// PaperNames are the names of materials by their keys.
func (s *Service) PaperNames(keys []string) []string {
	var out []string
	for _, key := range keys {
		slug, _, _ := strings.Cut(key, "~")
		out = append(out, paperName(s.Catalogue, slug))
	}
	return out
}

func limitText(l casework.Limit) string {
	if l.Calendar {
		return say("promise.calendar_days", "n", l.Days)
	}
	return say("promise.working_days", "n", l.Days)
}

// TextHash is what a page sends back of a text that was shown: who signs signs that text.
func TextHash(text string) string { return digest([]byte(text)) }

// signedText answers the hash of a text that somebody signed. Faults: Invalid casework.incomplete without a signature,
// Conflict filing.text_changed when another text was shown.
func signedText(field, shown, text string) (string, error) {
	switch now := TextHash(text); shown {
	case "":
		return "", fault.New(fault.Invalid, "casework.incomplete").With(field, "casework.required."+field)
	case now:
		return now, nil
	}
	return "", fault.New(fault.Conflict, "filing.text_changed")
}
