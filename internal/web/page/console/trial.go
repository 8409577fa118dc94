package console

import (
	"net/http"

	"lianban/internal/app/access"
)

// TrialPage lets a member of staff into trial work (演练): at their desk, or on the portal as a played applicant.
type TrialPage struct {
	Shell Shell
	Home  string // the desk
	Look  string // POST address: trial cases at this desk
	Play  string // POST address: the portal as a played applicant; empty: not for this person
}

// trialRoutes are the ways into a rehearsal. The way out is at every desk.
func (d *Door) trialRoutes(mux *http.ServeMux) {
	at := d.root() + "/trial"
	mux.HandleFunc("GET "+at, d.Staff(showTrial))
	mux.HandleFunc("POST "+at+"/look", d.Staff(lookTrial))
	mux.HandleFunc("POST "+at+"/play", d.Staff(playTrial))
}

func showTrial(v *Visit) error {
	s, err := v.Shell(Say("trial.title"))
	if err != nil {
		return err
	}
	p := TrialPage{Shell: s, Home: v.Door.Home, Look: s.Root + "/trial/look"}
	if v.Door.Access.MayPlay(v.Who) {
		p.Play = s.Root + "/trial/play"
	}
	v.Show(http.StatusOK, TrialView(p))
	return nil
}

// lookTrial shows trial work instead of real work at the desks of this session, until it is ended.
func lookTrial(v *Visit) error {
	if err := v.Door.Gate.BeginTrial(v.R, access.Who{}); err != nil {
		return err
	}
	return v.GoTo(v.Door.Home)
}

// playTrial opens the portal as a played applicant.
func playTrial(v *Visit) error {
	played, err := v.Door.Access.PlayApplicant(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	if err := v.Door.Gate.BeginTrial(v.R, played); err != nil {
		return err
	}
	return v.GoTo("/scenarios")
}

func endTrial(v *Visit) error {
	v.Door.Gate.EndTrial(v.R)
	return v.GoTo(v.Door.Home)
}
