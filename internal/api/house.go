package api

import (
	"context"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/running"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
)

// Right is one permission of the closed list.
type Right struct {
	Permission permission.Permission `json:"permission"`
	Sentence   string                `json:"sentence" doc:"What it lets its holder do, in Chinese"`
	Holders    int                   `json:"holders" doc:"Open accounts with it"`
}

// Department is one department of the city, which the packs name.
type Department struct {
	Slug    string `json:"slug"`
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Working int    `json:"working" doc:"Open accounts"`
}

// Health is how this node and its database do.
type Health struct {
	Engine  string `json:"engine" enum:"sqlite,postgres"`
	Answers bool   `json:"answers" doc:"The database"`
	Pending int    `json:"pending" doc:"Messages on their way"`
	Dead    int    `json:"dead" doc:"Messages that nobody took"`
}

// Banner is what every page announces, from one moment to another.
type Banner struct {
	Text  string    `json:"text" maxLength:"480" doc:"4 to 120 characters"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until" doc:"31 days at most after from"`
}

// DeadMessage is a message that nobody took, without what stands in it.
type DeadMessage struct {
	ID       int64  `json:"id"`
	Receiver string `json:"receiver" doc:"Kind: person, department, supervisor"`
	Kind     string `json:"kind"`
	Attempts int    `json:"attempts"`
	Error    string `json:"error" doc:"Why the last attempt failed"`
}

type rightsOut struct {
	Body struct {
		Rights []Right `json:"rights"`
		Pages
	} `nameHint:"Rights"`
}

type departmentsOut struct {
	Body struct {
		Departments []Department `json:"departments"`
		Pages
	} `nameHint:"Departments"`
}

type healthOut struct{ Body Health }

type bannerOut struct {
	Body struct {
		Banner *Banner `json:"banner,omitempty" doc:"Written down, shown already or not; without: none"`
	} `nameHint:"PlannedBanner"`
}

type setBannerIn struct {
	Body struct {
		Banner
		Reason string `json:"reason" maxLength:"800" doc:"2 to 200 characters; stands in the audit log"`
	} `nameHint:"SetBanner"`
}

// reasonIn is an act on the house with nothing but its reason.
type reasonIn struct {
	Body struct {
		Reason string `json:"reason" maxLength:"800" doc:"2 to 200 characters; stands in the audit log"`
	} `nameHint:"Reason"`
}

type retryIn struct {
	Message int64 `path:"message" minimum:"1" doc:"ID of the message"`
	reasonIn
}

type deadOut struct {
	Body struct {
		Messages []DeadMessage `json:"messages"`
		Pages
	} `nameHint:"DeadMessages"`
}

type retriedOut struct {
	Body struct {
		Was bool `json:"was_dead" doc:"Else somebody was faster: nothing happened"`
	} `nameHint:"Retried"`
}

func (d *door) rights(a huma.API) {
	huma.Register(a, get(tagAccounts, "/rights", "list-rights", "List the permissions that posts may carry, and how many hold them"), d.listRights)
	huma.Register(a, get(tagAccounts, "/departments", "list-departments", "List the departments, and how many work there"), d.listDepartments)
}

func (d *door) house(a huma.API) {
	o := get(tagHouse, "/house", "get-health", "How this node and its database do")
	o.Description = "Each of the three administrators may ask."
	huma.Register(a, o, d.getHealth)
	huma.Register(a, get(tagHouse, "/banner", "get-banner", "Show the banner that is written down"), d.getBanner)
	huma.Register(a, put(tagHouse, "/banner", "set-banner", "Put up a banner in place of the one that hangs there"), d.setBanner)
	huma.Register(a, post(tagHouse, "/banner/clear", "clear-banner", "Take the banner down"), d.clearBanner)
	huma.Register(a, get(tagHouse, "/dead-messages", "list-dead-messages", "List the newest hundred messages that nobody took"), d.listDead)
	huma.Register(a, post(tagHouse, "/dead-messages/{message}/retry", "retry-message", "Put a dead message back into the queue"), d.retryMessage)
}

func (d *door) listRights(ctx context.Context, in *Short) (*rightsOut, error) {
	held, _, err := d.Access.RightHolders(ctx, whoOf(ctx))
	if err != nil {
		return nil, err
	}
	var lines []Right
	for _, p := range permission.All() {
		if p != permission.Own && p != permission.Object { // an applicant's
			lines = append(lines, Right{Permission: p, Sentence: lang.Chinese().Say(p.TextKey()), Holders: held[p]})
		}
	}
	out := &rightsOut{}
	out.Body.Rights, out.Body.Pages, err = cut(lines, func(x Right) string { return string(x.Permission) }, *in)
	return out, err
}

func (d *door) listDepartments(ctx context.Context, in *Short) (*departmentsOut, error) {
	_, working, err := d.Access.RightHolders(ctx, whoOf(ctx))
	if err != nil {
		return nil, err
	}
	var lines []Department
	for _, x := range d.Catalogue.Departments() {
		lines = append(lines, Department{Slug: x.Slug, Name: x.Name, Kind: string(x.Kind), Working: working[x.Slug]})
	}
	out := &departmentsOut{}
	out.Body.Departments, out.Body.Pages, err = cut(lines, func(x Department) string { return x.Slug }, *in)
	return out, err
}

func (d *door) getHealth(ctx context.Context, _ *struct{}) (*healthOut, error) {
	h, err := d.Running.Health(ctx, caller(ctx))
	if err != nil {
		return nil, err
	}
	return &healthOut{Health{Engine: h.Engine, Answers: h.Answers, Pending: h.Pending, Dead: h.Dead}}, nil
}

func (d *door) getBanner(ctx context.Context, _ *struct{}) (*bannerOut, error) {
	return d.shownBanner(ctx, nil)
}

func (d *door) setBanner(ctx context.Context, in *setBannerIn) (*bannerOut, error) {
	b := running.Banner{Text: in.Body.Text, From: in.Body.From, Until: in.Body.Until}
	return d.shownBanner(ctx, under(body, nil, d.Running.SetBanner(ctx, caller(ctx), b, in.Body.Reason)))
}

func (d *door) clearBanner(ctx context.Context, in *reasonIn) (*bannerOut, error) {
	return d.shownBanner(ctx, under(body, nil, d.Running.ClearBanner(ctx, caller(ctx), in.Body.Reason)))
}

func (d *door) listDead(ctx context.Context, in *Short) (*deadOut, error) {
	found, err := d.Running.DeadMessages(ctx, caller(ctx))
	if err != nil {
		return nil, err
	}
	lines := make([]DeadMessage, len(found))
	for i, m := range found {
		lines[i] = DeadMessage(m)
	}
	out := &deadOut{}
	out.Body.Messages, out.Body.Pages, err = cut(lines, func(x DeadMessage) string { return strconv.FormatInt(x.ID, 10) }, *in)
	return out, err
}

func (d *door) retryMessage(ctx context.Context, in *retryIn) (*retriedOut, error) {
	was, err := d.Running.ReviveMessage(ctx, caller(ctx), in.Message, in.Body.Reason)
	if err != nil {
		return nil, under(body, nil, err)
	}
	out := &retriedOut{}
	out.Body.Was = was
	return out, nil
}

// shownBanner answers the banner as it is after an act, or the fault of the act.
func (d *door) shownBanner(ctx context.Context, err error) (*bannerOut, error) {
	if err != nil {
		return nil, err
	}
	b, err := d.Running.Planned(ctx, caller(ctx))
	out := &bannerOut{}
	if b.Text != "" {
		x := Banner(b)
		out.Body.Banner = &x
	}
	return out, err
}
