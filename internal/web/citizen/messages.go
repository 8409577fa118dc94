package citizen

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/app/filing"
	"lianban/internal/app/telling"
	"lianban/internal/base/fault"
	"lianban/internal/web/page"
)

// messages is the inbox of C31.
func messages(v *visit) error {
	box, err := v.d.Filing.Inbox(v.r.Context(), v.who.Principal, v.pageOf(20))
	if err != nil {
		return err
	}
	p := MessagesPage{Unread: box.Unread}
	p.Prev, p.Next = pageLinks("/me/messages", box.Pages)
	for _, m := range box.Messages {
		p.Messages = append(p.Messages, v.message(m))
	}
	if box.Unread > 0 && len(box.Messages) > 0 {
		p.Read, p.UpTo = "/me/messages/read", strconv.FormatInt(box.Messages[0].ID, 10)
	}
	f := v.frame(say("messages.title"))
	crumbs(f, page.Link{Label: say("me.title"), Href: "/me"}, page.Link{Label: say("messages.title")})
	v.show(http.StatusOK, Messages(f, p))
	return nil
}

// The messages after which something is left to do, and where it is done.
var messageActs = map[string]struct{ text, tail string }{
	"supplement_requested": {"todo.supplement_do", "/supplements/{slot}"}, "remind.K2": {"todo.supplement_do", "/supplements/{slot}"},
	"held": {"todo.choose_do", "/items/{slot}/choose"}, "remind.K21": {"todo.choose_do", "/items/{slot}/choose"},
	"visit_rectify": {"visit.todo_do", "/items/{slot}/rectified"}, "remind.K16": {"visit.todo_do", "/items/{slot}/rectified"},
	"visit_scheduled": {"visit.look", "/items/{slot}"},
	"gap_offered":     {"todo.gap_offered_do", "/items/{slot}/promise-gap"}, "remind.K15": {"todo.gap_fill_do", "/items/{slot}/fill-gap"},
	"breach_found": {"todo.breach_do", "/items/{slot}/report-rectified"}, "remind.K20": {"todo.breach_do", "/items/{slot}/report-rectified"},
	"gap_expired": {"reapply.link", "/items/{slot}/reapply"}, "supplement_expired": {"reapply.link", "/items/{slot}/reapply"},
	"supplement_extended": {"todo.supplement_do", "/supplements/{slot}"}, "deemed_set_aside": {"todo.supplement_do", "/supplements/{slot}"},
	"fee_due": {"fee.pay", "/items/{slot}/pay"}, "relief_decided": {"fee.pay", "/items/{slot}/pay"},
	"pay_overdue": {"fee.pay", "/items/{slot}/pay"}, "remind.K17": {"fee.pay", "/items/{slot}/pay"},
	"review_answered": {"rate.look", "/rate"}, "review_listed": {"rate.look", "/rate"}, "review_closed": {"rate.look", "/rate"}, "review_set_aside": {"rate.look", "/rate"},
	"result_ready": {"todo.collect_do", "/results"}, "remind.K22": {"todo.collect_do", "/results"},
}

func (v *visit) message(m filing.InboxMessage) Message {
	out := Message{When: v.moment(m.At), Title: telling.Words(m.Message), Case: string(m.No), Unread: !m.Read}
	if !m.Read {
		out.Read = "/me/messages/" + strconv.FormatInt(m.ID, 10) + "/read"
	}
	if draft := m.Data["draft"]; m.No == "" {
		if draft != "" {
			out.Button = &page.Link{Label: say("messages.go_on"), Href: "/drafts/" + url.PathEscape(draft)}
			out.Seal = !m.Read
		}
		return out
	}
	if notice := m.Data["notice"]; notice != "" { // to somebody who objected: the case is another's
		out.Case, out.Button = "", &page.Link{Label: say("messages.look"), Href: noticeURL(notice)}
		return out
	}
	at := "/cases/" + string(m.No)
	out.Button = &page.Link{Label: say("messages.look"), Href: at}
	if strings.HasPrefix(m.Kind, "joint_concluded.") {
		out.Also = &page.Link{Label: sayRate("link"), Href: at + "/rate"}
	}
	if act, ok := messageActs[m.Kind]; ok {
		out.Button = &page.Link{Label: say(act.text), Href: at + strings.ReplaceAll(act.tail, "{slot}", url.PathEscape(m.Slot))}
		out.Seal = !m.Read
	}
	return out
}

func readMessages(v *visit) error {
	upTo, err := strconv.ParseInt(v.r.PostFormValue("up_to"), 10, 64)
	if err != nil {
		return fault.New(fault.Invalid, "citizen.form_unreadable")
	}
	if err := v.d.Filing.MarkRead(v.r.Context(), v.who.Principal, upTo); err != nil {
		return err
	}
	return v.goTo("/me/messages")
}

func readMessage(v *visit) error {
	id, err := strconv.ParseInt(v.r.PathValue("message"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "citizen.no_page")
	}
	if err := v.d.Filing.MarkOneRead(v.r.Context(), v.who.Principal, id); err != nil {
		return err
	}
	return v.goTo(v.here())
}

// What stands in the settings of messages.
const (
	channelSMS  = "sms"
	channelMail = "mail"
	nightQuiet  = "quiet"
	nightAny    = "any"
	settingsURL = "/me/messages/settings"
)

// showSettings is C31, where the person says how news shall come.
func showSettings(v *visit) error { return v.settings(http.StatusOK, nil) }

// settings shows what is set, or after an error what was chosen and written.
func (v *visit) settings(status int, wrong error) error {
	c, err := v.d.Telling.Choices(v.r.Context(), v.who.Principal)
	if err != nil {
		return err
	}
	p := SettingsPage{Version: strconv.FormatInt(c.Version, 10), Saved: settingsDone(v.r.URL.Query().Get("done"))}
	p.Channels, p.Night = v.channelFields(c)
	if c.Offered {
		p.Address = page.Field{Kind: page.Email, Name: "address", Label: say("settings.address"), Help: say("settings.address_help"), Value: v.r.PostFormValue("address")}
		p.Ask = settingsURL + "/ask-address"
	}
	if c.Address != "" {
		p.Known, p.Drop = say("settings.known", "address", page.MaskMail(c.Address)), settingsURL+"/drop-address"
	}
	if c.Offered && c.Waiting(v.d.Filing.Clock.Now()) {
		p.Sent, p.Confirm = say("settings.sent", "address", page.MaskMail(c.Asked)), settingsURL+"/confirm-address"
		p.Code = page.Field{Kind: page.Once, Name: "code", Label: say("settings.code"), Help: say("settings.code_help"), Longest: 6}
	}
	f := v.formFrame(say("settings.title"), "/me/messages")
	if wrong != nil {
		f.Failed, p.Problems, p.Saved = true, problemsOf(wrong), ""
		fields := []page.Field{p.Channels, p.Address, p.Code}
		markProblems(fields, p.Problems)
		p.Channels, p.Address, p.Code = fields[0], fields[1], fields[2]
	}
	v.show(status, Settings(f, p))
	return nil
}

// channelFields are the questions of the settings. What cannot be chosen is not offered; its place says why.
func (v *visit) channelFields(c telling.Choices) (channels, night page.Field) {
	channels = page.Field{Kind: page.SomeOf, Name: "channels", Label: say("settings.channels"), Help: say("settings.channels_help")}
	if c.Phone != "" {
		channels.Options = append(channels.Options, page.Option{Value: channelSMS, Label: say("settings.sms"), Hint: say("settings.sms_hint", "phone", maskedPhone(c.Phone))})
	}
	if c.Offered {
		hint := say("settings.mail_hint_none")
		if c.Address != "" {
			hint = say("settings.mail_hint", "address", page.MaskMail(c.Address))
		}
		channels.Options = append(channels.Options, page.Option{Value: channelMail, Label: say("settings.mail"), Hint: hint})
	}
	if c.SMS {
		channels.Values = append(channels.Values, channelSMS)
	}
	if c.Mail {
		channels.Values = append(channels.Values, channelMail)
	}
	night = page.Field{Kind: page.OneOf, Name: "night", Value: nightQuiet}
	if c.AnyTime {
		night.Value = nightAny
	}
	if v.r.PostFormValue("version") != "" { // what was chosen stays chosen
		channels.Values, night.Value = v.r.PostForm["channels"], v.r.PostFormValue("night")
	}
	if !c.Quiet.None() {
		from, until := c.Quiet.Hours()
		night.Label, night.Help = say("settings.night"), say("settings.night_help")
		night.Options = []page.Option{
			{Value: nightQuiet, Label: say("settings.night.quiet", "from", from, "until", until)}, {Value: nightAny, Label: say("settings.night.any")},
		}
	}
	return channels, night
}

// settingsDone says what was just done, by the word that the act left in the address.
func settingsDone(word string) string {
	if slices.Contains([]string{"channels", "sent", "confirmed", "dropped"}, word) {
		return say("settings.done." + word)
	}
	return ""
}

// set answers an act of the settings: the page again, with what was done or with what is wrong.
func (v *visit) set(done string, err error) error {
	switch {
	case fault.Is(err, fault.Invalid):
		return v.settings(http.StatusUnprocessableEntity, err)
	case err != nil:
		return err
	}
	return v.goTo(settingsURL + "?done=" + done)
}

func chooseChannels(v *visit) error {
	version, err := strconv.ParseInt(v.r.PostFormValue("version"), 10, 64)
	if err != nil {
		return fault.New(fault.Invalid, "citizen.form_unreadable")
	}
	in := telling.ChannelsInput{Version: version, AnyTime: v.r.PostFormValue("night") == nightAny}
	in.SMS, in.Mail = slices.Contains(v.r.PostForm["channels"], channelSMS), slices.Contains(v.r.PostForm["channels"], channelMail)
	return v.set("channels", v.d.Telling.ChooseChannels(v.r.Context(), v.who.Principal, in))
}

func askAddress(v *visit) error {
	return v.set("sent", v.d.Telling.AskAddress(v.r.Context(), v.who.Principal, v.r.PostFormValue("address")))
}

func confirmAddress(v *visit) error {
	return v.set("confirmed", v.d.Telling.ConfirmAddress(v.r.Context(), v.who.Principal, v.r.PostFormValue("code")))
}

func dropAddress(v *visit) error {
	return v.set("dropped", v.d.Telling.DropAddress(v.r.Context(), v.who.Principal))
}
