package casework

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// PublishNoticeInput is the input of PublishNotice.
type PublishNoticeInput struct {
	Target
	Step   string   // id; "" = the first notice that can begin
	Text   string   // what is told to everybody, without personal data
	Places []string // where else it hangs already, besides the portal
}

type noticePublished struct {
	clockChange
	Step     string       `json:"step"`
	ID       string       `json:"id"`
	Text     string       `json:"text"`
	TextHash string       `json:"text_hash"` // SHA-256, hex
	Places   []string     `json:"places,omitempty"`
	Until    calendar.Day `json:"until"`
	Shown    calendar.Day `json:"shown"` // evidence of display so far; a rehearsal hangs nowhere and needs none
}

func (ev *noticePublished) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	n := s.Notice
	n.ID, n.Text, n.TextHash, n.Places = ev.ID, ev.Text, ev.TextHash, ev.Places
	n.Published, n.Shown, n.Until, n.Ended, n.Hole = en.Day, ev.Shown, ev.Until, 0, 0
	s.State = StepRunning
	if n.Unanswered() > 0 { // left from a period that was interrupted
		s.State = StepObjected
	}
	ev.run(it, en)
	it.stepPauses(s, en, ev.Until)
	it.keep(en)
}

func mayPublishNotice(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepThat("", PublicNotice, it.noticeWaits) == nil {
		return notNow("no_notice_waits")
	}
	return nil
}

func (it *ItemCase) noticeWaits(s *Step) bool {
	return s.State == StepTodo && s.Notice != nil && it.startable(s)
}

// PublishNotice puts a public notice on display (公示). The portal is the last place: it counts from this act (K9), and
// what hangs elsewhere hangs before.
func (e Engine) PublishNotice(c *Case, m Moment, by Actor, in PublishNoticeInput) (Change, error) {
	return e.act(c, m, by, VerbPublishNotice, in.Target, func(w *work, it *ItemCase) error {
		s, err := it.mustStep(in.Step, PublicNotice, "no_notice_waits", it.noticeWaits)
		if err != nil {
			return err
		}
		if strings.TrimSpace(in.Text) == "" {
			return fault.New(fault.Invalid, "casework.incomplete").With("text", "casework.required.notice_text")
		}
		if f := w.c.publishable(in.Text + "\n" + strings.Join(in.Places, "\n")); f != nil {
			return f
		}
		if s.Length.Days < 1 {
			return notNow("notice_no_length", "step", s.Name)
		}
		id := s.Notice.ID
		if id == "" {
			id = w.m.NewID()
		}
		sum := sha256.Sum256([]byte(in.Text))
		k := w.e.noticeClock(s, w.today)
		shown := w.today
		if w.c.Trial {
			shown = k.Told
		}
		w.did(VerbPublishNotice, it, &noticePublished{
			clockChange: clockChange{Start: []Clock{k}}, Step: s.ID, ID: id, Text: in.Text,
			TextHash: hex.EncodeToString(sum[:]), Places: in.Places, Until: k.Told, Shown: shown,
		})
		w.issue("public_notice", it, w.today, map[string]string{
			"step": s.Name, "text": in.Text, "until": k.Told.String(), "notice": NoticeNo(id), "material": s.Notice.Material,
			"notice_days": strconv.Itoa(s.Length.Days), "notice_unit": string(k.Rule.Unit), "basis": strings.Join(s.Basis, ", "),
		}, map[string][]string{"places": in.Places})
		w.toApplicant("notice_published", it, "due", k.Told.String())
		return nil
	})
}
