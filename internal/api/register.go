package api

import (
	"net/http"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/domain/calendar"
)

// bearer names the security scheme.
const bearer = "bearer"

// Limits of request bodies in bytes. A file is bounded by the rule of its material; this is the outer wall.
const (
	mostJSON = 256 << 10
	mostFile = 64 << 20
)

// The nouns of the API, one tag and one file each.
const (
	tagMe        = "me"
	tagScenarios = "scenarios"
	tagDrafts    = "drafts"
	tagCases     = "cases"
	tagInbox     = "inbox"
	tagDesk      = "desk"
	tagCustody   = "custody"
	tagExit      = "exit"

	tagSupervision = "supervision"

	tagIntakes  = "intakes"
	tagAccounts = "accounts"
	tagHouse    = "house"
	tagAudit    = "audit"
	tagRequests = "requests"
	tagNotices  = "notices"
	tagVisits   = "visits"
)

func tags() []*huma.Tag {
	return []*huma.Tag{
		{Name: tagMe, Description: "Who the token stands for."},
		{Name: tagScenarios, Description: "Life events and the plan of one situation; no token needed."},
		{Name: tagDrafts, Description: "Filing: from answers to submission. Tokens of applicants; of the clerk, for an intake."},
		{Name: tagCases, Description: "Following, supplying and receiving. Tokens of applicants; of the clerk who filed the case."},
		{Name: tagInbox, Description: "Messages to the applicant."},
		{Name: tagDesk, Description: "Worklist, case file and the acts of departments. Tokens of staff."},
		{Name: tagCustody, Description: "Paper in custody: bags, pieces and the batches between windows and departments. Tokens of staff."},
		{Name: tagExit, Description: "Results at the exit window: what is ready, and handing it over. Tokens of staff."},
		{Name: tagIntakes, Description: "Filing for a visitor at a window, from the identity card to the receipt. " +
			"Papers, pieces, the check and throwing away are those of drafts, which the clerk's token opens, too."},
		{Name: tagAccounts, Description: "Accounts of staff, their posts and absences. Tokens of system and security administrators, each for its own part."},
		{Name: tagHouse, Description: "The running installation: health, banner, messages that nobody took. Tokens of system administrators."},
		{Name: tagAudit, Description: "Who did what. Tokens of auditors."},
		{Name: tagSupervision, Description: "What is late, urging and supervision orders. Tokens of staff; applicants urge, too."},
		{Name: tagRequests, Description: "What other departments ask one's own for its opinion, and the answers. Tokens of staff."},
		{Name: tagVisits, Description: "Joint site visits: when, where, who comes, and what each department found. Tokens of staff."},
		{Name: tagNotices, Description: "What hangs in public; without a token. Objecting needs the token of an applicant."},
	}
}

// get, post, put and remove begin the description of an operation that needs a token.
func get(tag, path, id, summary string) huma.Operation {
	return operation(http.MethodGet, tag, path, id, summary)
}

func post(tag, path, id, summary string) huma.Operation {
	return operation(http.MethodPost, tag, path, id, summary)
}

func put(tag, path, id, summary string) huma.Operation {
	return operation(http.MethodPut, tag, path, id, summary)
}

func remove(tag, path, id, summary string) huma.Operation {
	return operation(http.MethodDelete, tag, path, id, summary)
}

func operation(method, tag, path, id, summary string) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: summary, Tags: []string{tag},
		Security: []map[string][]string{{bearer: {}}}, MaxBodyBytes: mostJSON,
	}
}

// public lets an operation answer without a token; a token that is sent must still be good.
func public(o huma.Operation) huma.Operation {
	o.Security = []map[string][]string{{}, {bearer: {}}}
	return o
}

// forEverybody says whether an operation answers without a token.
func forEverybody(o *huma.Operation) bool {
	return slices.ContainsFunc(o.Security, func(way map[string][]string) bool { return len(way) == 0 })
}

// created is for operations that make something with an address.
func created(o huma.Operation) huma.Operation {
	o.DefaultStatus = http.StatusCreated
	return o
}

// schemas makes the registry of JSON schemas. Types of domain and app carry the name of their room, so that the
// plan's Item and the case's Item do not clash.
func schemas() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", func(t reflect.Type, hint string) string {
		name := huma.DefaultSchemaNamer(t, hint)
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		floor, room := path.Split(t.PkgPath())
		if name == "Plan" || floor != "lianban/internal/domain/" && floor != "lianban/internal/app/" {
			return name
		}
		return strings.ToUpper(room[:1]) + room[1:] + name
	})
	r.RegisterTypeAlias(reflect.TypeFor[calendar.Day](), reflect.TypeFor[string]())
	return r
}
