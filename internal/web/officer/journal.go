package officer

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// showJournal shows the whole record of an item case, newest day first, with its place in the chain.
func showJournal(v *visit) error {
	f, err := v.open()
	if err != nil {
		return err
	}
	s, err := v.Shell(say("journal.title"))
	if err != nil {
		return err
	}
	p := JournalPage{Shell: s, Head: f.head(), Count: len(f.Entries), Chain: short(f.Case.Head)}
	p.State = Tag{Tone: page.Good, Icon: "shield-check", Word: say("journal.whole")}
	if err := casework.Verify(f.Entries); err != nil {
		v.d.Log.Error("a journal's chain is broken", "case", string(f.Case.ID), "error", err.Error())
		p.State = Tag{Tone: page.Bad, Icon: "alert-triangle", Word: say("journal.broken")}
	}
	for _, e := range slices.Backward(f.Entries) {
		day := console.BindingDay(e.Day)
		if len(p.Days) == 0 || p.Days[len(p.Days)-1].Day != day {
			p.Days = append(p.Days, JournalDay{Day: day})
		}
		last := &p.Days[len(p.Days)-1]
		last.Lines = append(last.Lines, JournalEntry{
			Seq: e.Seq, Line: f.line(e, e.At.In(calendar.Zone).Format("15:04")), Own: f.own(e), Hash: short(e.Hash),
		})
	}
	v.Show(http.StatusOK, JournalPageView(p))
	return nil
}

// short is the beginning and the end of a hash, enough to compare by eye.
func short(hash string) string {
	if len(hash) < 16 {
		return hash
	}
	return hash[:8] + "…" + hash[len(hash)-4:]
}

// detailOf is what an entry says in words of a person: the reason, or how many defects were named.
func detailOf(e casework.Entry) string {
	var said struct {
		Opinion    string                `json:"opinion"`
		Reason     string                `json:"reason"`
		Note       string                `json:"note"`
		What       string                `json:"what"`
		Answer     string                `json:"answer"`
		Conclusion string                `json:"conclusion"`
		Question   string                `json:"question"`
		Result     string                `json:"result"`
		Text       string                `json:"text"`
		Matter     string                `json:"matter"`
		Record     string                `json:"record"`
		Why        string                `json:"why"`
		Moved      []casework.Moved      `json:"moved"`
		Supplement casework.Supplement   `json:"supplement"`
		Verdict    casework.VisitVerdict `json:"verdict"`
	}
	if json.Unmarshal(e.Payload, &said) != nil {
		return ""
	}
	if defects := said.Supplement.Defects; len(defects) > 0 {
		reasons := make([]string, len(defects))
		for i, d := range defects {
			reasons[i] = d.Reason
		}
		return say("journal.defects", "n", len(reasons), "reasons", join(reasons))
	}
	if key := "answer." + said.Answer; has(key) { // of a body that was asked
		return say("journal.says", "says", say(key), "text", said.Opinion)
	}
	if len(said.Moved) > 0 {
		moved := make([]string, len(said.Moved))
		for i, m := range said.Moved {
			moved[i] = say("journal.moved", "clock", clockWord(m.Clock), "old", console.BindingDay(m.Old), "new", console.BindingDay(m.New))
		}
		return join(moved)
	}
	if has("auto.why." + said.Why) { // the desk names the rule
		return ""
	}
	return cmp.Or(said.Question, said.Result, said.Text, said.Matter, said.Record, said.Why, said.Reason, said.What, said.Answer, said.Conclusion, said.Note, said.Verdict.Rectify, said.Verdict.Record)
}

// moveWords say what a newer version changed for a case.
func (f *file) moveWords(e casework.Entry) string {
	for _, m := range f.Case.Moves {
		if m.By != e.Seq {
			continue
		}
		if len(m.Changes) == 0 {
			return say("journal.version_same", "n", m.To)
		}
		words := make([]string, len(m.Changes))
		for i, x := range m.Changes {
			words[i] = say("journal.version_change", "name", x.Name, "what", say("journal.version."+x.What), "old", cmp.Or(x.Old, say("journal.version.none")), "new", cmp.Or(x.New, say("journal.version.none")))
		}
		return say("journal.version", "n", m.To, "changes", join(words))
	}
	return ""
}

// shareDetail says which register a consent is for, and what a read under it came to; empty for other entries.
func shareDetail(e casework.Entry) string {
	switch casework.Verb(e.Verb) {
	case casework.VerbConsentToShare:
		var said struct{ Consent casework.Consent }
		if json.Unmarshal(e.Payload, &said) != nil {
			return ""
		}
		return say("journal.shared", "source", said.Consent.Source, "what", join(said.Consent.Names))
	case casework.VerbRecordShare, casework.VerbWithdrawConsent:
		var said struct{ Source, Outcome string }
		if json.Unmarshal(e.Payload, &said) != nil || said.Outcome == "" {
			return said.Source
		}
		return say("journal.shared", "source", said.Source, "what", say("share."+said.Outcome))
	}
	return ""
}
