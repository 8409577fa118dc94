package api

import "lianban/internal/domain/casework"

// ItemStep is one step of an item; its clock is among those of the item, by its id.
type ItemStep struct {
	ID    string      `json:"id"`
	Kind  string      `json:"kind"`
	Name  string      `json:"name"`
	State string      `json:"state"`
	After []string    `json:"after" doc:"Ids of the steps that come first"`
	Limit Limit       `json:"limit"`
	Basis []string    `json:"basis" doc:"Law, as printed"`
	Asked []AskedBody `json:"asked" doc:"Consultation: the bodies that are asked"`
}

// AskedBody is one body that a consultation asks.
type AskedBody struct {
	Body  string `json:"body" doc:"Slug of the department"`
	Name  string `json:"name"`
	State string `json:"state,omitempty" doc:"sent, replied, silent or recalled; empty: not asked yet"`
}

func stepsOf(it *casework.ItemCase) []ItemStep {
	out := make([]ItemStep, len(it.Steps))
	for i := range it.Steps {
		s := &it.Steps[i]
		x := ItemStep{ID: s.ID, Kind: s.Kind, Name: s.Name, State: string(s.State), After: list(s.After), Limit: limitOf(s.Length), Basis: list(s.Basis), Asked: []AskedBody{}}
		if s.Asked != nil {
			for _, r := range s.Asked.Requests {
				x.Asked = append(x.Asked, AskedBody{Body: r.Department, Name: r.Name, State: r.State})
			}
		}
		out[i] = x
	}
	return out
}
