package filing

import (
	"context"
	"slices"

	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
)

// Delivery is how the applicant wants the results (领取方式). Recipient, telephone number and address are those of
// a letter. A draft keeps it sealed; of a case only the way is in the clear.
type Delivery struct {
	Way       string `json:"way"` // e_account, window, post
	Recipient string `json:"recipient,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Address   string `json:"address,omitempty"`
}

// ChangeDelivery changes how results reach the applicant (改领取方式) until the last of them is handed over.
// Faults: Invalid form.invalid with a field per problem, NotNow casework.all_handed_over.
func (s *Service) ChangeDelivery(ctx context.Context, who permission.Principal, no ident.CaseNo, in Delivery, once string) (*casework.Case, error) {
	said := request(once, casework.VerbChangeDelivery, in)
	c, err := s.act(ctx, who, no, said, func(c *casework.Case) (casework.Change, error) {
		clean, err := cleanDelivery(in, c.Deliverable())
		if err != nil {
			return casework.Change{}, err
		}
		return s.Engine.ChangeDelivery(c, s.moment(), actor(who), casework.ChangeDeliveryInput{Wish: casework.DeliveryWish(clean)})
	})
	if err != nil {
		return nil, err
	}
	return c, s.Store.FillDelivery(ctx, c)
}

// The most characters of what stands on a letter.
const (
	longestRecipient = 40
	longestAddress   = 200
)

// cleanDelivery holds a wish to the ways that are offered, and a letter to its address; what another way does not
// need is dropped.
func cleanDelivery(d Delivery, ways []string) (Delivery, error) {
	say := func(name string) string { return lang.Chinese().Say("filing.delivery." + name) }
	way := form.Spec{Key: "way", Label: say("way"), Type: form.Choice, Required: true}
	for _, w := range ways {
		way.Options = append(way.Options, form.Option{Value: w, Label: say(w)})
	}
	specs := []form.Spec{way}
	if d.Way == casework.ByPost && slices.Contains(ways, d.Way) {
		specs = append(specs,
			form.Spec{Key: "recipient", Label: say("recipient"), Type: form.Text, Required: true, Limits: form.Limits{Longest: longestRecipient}},
			form.Spec{Key: "phone", Label: say("phone"), Type: form.Phone, Required: true},
			form.Spec{Key: "address", Label: say("address"), Type: form.Address, Required: true, Limits: form.Limits{Longest: longestAddress}})
	}
	clean, err := form.Validate(specs, map[string]any{"way": d.Way, "recipient": d.Recipient, "phone": d.Phone, "address": d.Address})
	text := func(key string) string { v, _ := clean[key].(string); return v }
	return Delivery{Way: text("way"), Recipient: text("recipient"), Phone: text("phone"), Address: text("address")}, err
}
