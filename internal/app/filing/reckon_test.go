package filing

import (
	"encoding/json"
	"testing"

	"lianban/internal/domain/scenario"
)

func TestAFeeIsComputedFromWhatTheFormSays(t *testing.T) {
	t.Parallel()
	cat, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	s := scenario.Situation{Applicant: "person", Known: scenario.Known{All: true}, Answers: map[string]any{
		"mail_way": "into", "mail_use": "own", "mail_living": true, "mail_over": false, "mail_taxed": true,
	}}
	for _, x := range []struct{ said, want string }{{"", ""}, {"75.5", "75.5"}} {
		if x.said != "" {
			s.Form = map[string]any{"mail_duty": json.Number(x.said)}
		}
		p, err := cat.Compile("mail_customs", "yantai", s)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Fees) != 1 || p.Fees[0].Amount != x.want {
			t.Errorf("the form says %q: %+v", x.said, p.Fees)
		}
	}
}
