package officer

import (
	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// marks are what somebody waits for in a row, the most pressing first.
func (v *visit) marks(r handling.WorkRow) []Tag {
	var out []Tag
	if r.Trial { // in a list that is exported, too
		out = append(out, Tag{Tone: page.Warn, Icon: "tools", Word: say("mark.trial")})
	}
	switch r.Supervised {
	case casework.OrderOpen:
		out = append(out, Tag{Tone: page.Bad, Icon: "gavel", Word: say("mark.supervised", "day", console.DayText(r.AnswerBy))})
	case casework.OrderAnswered:
		out = append(out, Tag{Tone: page.Quiet, Icon: "gavel", Word: say("mark.answered")})
	}
	if r.Urged != 0 && looks[r.State].step != "done" {
		out = append(out, Tag{Tone: page.Warn, Icon: "bell", Word: say("mark.urged", "day", console.DayText(r.Urged))})
	}
	if r.Sealed {
		out = append(out, Tag{Tone: page.Info, Icon: "lock", Word: say("mark.sealed")})
	}
	if r.Deemed && r.State == casework.Accepted {
		out = append(out, Tag{Tone: page.Warn, Icon: "alert-circle", Word: say("mark.deemed")})
	}
	if r.Given != 0 && string(r.Handler) == v.Who.ID {
		out = append(out, Tag{Tone: page.Info, Icon: "user", Word: say("mark.given", "day", console.DayText(r.Given))})
	}
	return out
}
