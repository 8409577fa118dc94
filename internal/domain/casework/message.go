package casework

import (
	"lianban/internal/base/fault"
)

// tell queues a message. Its text is message.<kind>; its data name no person.
func (w *work) tell(target, kind string, it *ItemCase, pairs ...string) {
	data := fault.Params(pairs...)
	if data == nil {
		data = map[string]string{}
	}
	data["no"], data["scenario"] = string(w.c.No), w.c.ScenarioName
	m := Message{Target: target, Kind: kind, Case: w.c.ID, At: w.at, Data: data}
	if it != nil {
		m.Slot = it.Slot
		data["item"] = it.Name
	}
	w.ch.Messages = append(w.ch.Messages, m)
}

func (w *work) person() string          { return "person:" + string(w.c.Applicant.Person) }
func department(it *ItemCase) string    { return "department:" + it.Department }
func head(it *ItemCase) string          { return "head:" + it.Department }
func supervisor(it *ItemCase) string    { return "supervisor:" + it.Area }
func (w *work) jointSupervisor() string { return "supervisor:" + w.c.Area }
func (w *work) toApplicant(kind string, it *ItemCase, pairs ...string) {
	w.tell(w.person(), kind, it, pairs...)
}

// handler is who has the item in hand: its officer, or the department while nobody took it.
func handler(it *ItemCase) string {
	if it.Handler != "" {
		return "staff:" + string(it.Handler)
	}
	return department(it)
}
