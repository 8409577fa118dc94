package officer

import (
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// look is how a state shows: the step of the work, colour and icon; its word is the text "state.<state>".
type look struct {
	step string
	tone page.Tone
	icon string
	fill Fill
}

var looks = map[casework.State]look{
	casework.Waiting:             {"wait", page.Quiet, "hourglass", FillTodo},
	casework.Held:                {"wait", page.Warn, "git-branch", FillPaused},
	casework.Received:            {"answer", page.Info, "inbox", FillDoing},
	casework.SupplementRequested: {"supplement", page.Warn, "player-pause", FillPaused},
	casework.Accepted:            {"decide", page.Info, "loader-2", FillDoing},
	casework.Granted:             {"deliver", page.Good, "circle-check", FillDone},
	casework.Delivered:           {"done", page.Good, "check", FillDone},
	casework.Refused:             {"done", page.Bad, "circle-x", FillFailed},
	casework.Declined:            {"done", page.Bad, "circle-x", FillFailed},
	casework.Returned:            {"done", page.Quiet, "arrow-back-up", FillFailed},
	casework.NotNeeded:           {"done", page.Good, "circle-minus", FillDone},
	casework.Withdrawn:           {"done", page.Quiet, "arrow-back-up", FillFailed},
	casework.Terminated:          {"done", page.Quiet, "ban", FillFailed},
	casework.Lapsed:              {"done", page.Quiet, "circle-minus", FillFailed},
	casework.Revoked:             {"done", page.Bad, "ban", FillFailed},
}

func stateWord(s casework.State) string { return say("state." + string(s)) }

// stateTag is the tag of an item case in a list.
func stateTag(s casework.State) Tag {
	l := looks[s]
	return Tag{Tone: l.tone, Icon: l.icon, Word: stateWord(s)}
}

// itemTag is the tag of an item case whose file is open: it also knows the draft and the answered supplement.
func itemTag(it *casework.ItemCase) Tag {
	switch {
	case it.Suspended():
		return Tag{Tone: page.Warn, Icon: "player-pause", Word: say("state.suspended")}
	case it.Sealed != nil:
		return Tag{Tone: page.Info, Icon: "lock", Word: say("state.sealed")}
	case it.State == casework.Accepted && it.Draft != nil && it.SignOff == 3 && it.Draft.Reviewer == "":
		return Tag{Tone: page.Info, Icon: "eye", Word: say("state.to_review")}
	case it.State == casework.Accepted && it.Draft != nil:
		return Tag{Tone: page.Info, Icon: "signature", Word: say("state.to_sign")}
	case it.State == casework.Received && len(it.Supplements) > 0:
		return Tag{Tone: page.Seal, Icon: "refresh", Word: say("state.supplied")}
	case it.State == casework.Accepted && it.Deemed:
		return Tag{Tone: page.Warn, Icon: "alert-circle", Word: say("state.deemed")}
	}
	return stateTag(it.State)
}

// titleOf is what lists call a case: an enterprise by its name, with the person behind it masked; a person masked.
func titleOf(enterprise bool, subject, applicant string) string {
	switch {
	case enterprise && (subject == "" || subject == applicant):
		return applicant
	case enterprise:
		return say("case.of", "subject", subject, "person", console.Masked(applicant))
	case subject == "" || subject == applicant:
		return console.Masked(applicant)
	}
	return say("case.of", "subject", console.Masked(applicant), "person", console.Masked(subject))
}

func channelWord(channel string) string {
	if key := "channel." + channel; has(key) {
		return say(key)
	}
	return channel
}
