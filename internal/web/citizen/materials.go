package citizen

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/material"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// mostUpload bounds one request with a file: the largest rule of a material and the form around it.
const mostUpload = 64_000_000

// showMaterials is C11.
func showMaterials(v *visit) error {
	f, err := v.draft()
	if err != nil {
		return err
	}
	if f.Older.Must() {
		return v.goTo(draftURL(f, filing.StepUpgrade))
	}
	return v.materials(http.StatusOK, f, "", nil)
}

// materials draws C11; key and wrong say which upload did not work.
func (v *visit) materials(status int, f *filing.Filing, key string, wrong error) error {
	fr, now, all := v.stepFrame(f, filing.StepMaterials, say("materials.title"))
	at := "/drafts/" + string(f.Draft.ID) + "/materials"
	m := &planDrawer{v: v, p: f.Plan}
	p := MaterialsPage{
		Scenario: f.Plan.Scenario.Name, Step: now, Steps: all, Meter: m.meter(), Next: at + "/continue", Later: at + "/save-later",
	}
	if b := f.Broke; b != nil {
		p.Broke = say("materials.broke."+b.Kind, "no", string(b.No), "item", b.Item, "day", day(b.Day), "until", bindingDay(b.Until))
	}
	for _, x := range f.Plan.Materials {
		if !mine(x) {
			p.Ours = append(p.Ours, m.material(x))
			continue
		}
		h := v.handIn(f, x, at)
		if x.Key == key && wrong != nil {
			h.Upload.Error = firstLine(wrong)
			p.Problems = []page.Problem{{Field: x.Key, Text: say("materials.problem", "material", x.Name, "problem", h.Upload.Error)}}
			fr.Failed = true
		}
		p.Mine = append(p.Mine, h)
		if x.Disposition.HandedIn() {
			p.Yours++
		}
	}
	v.show(status, Materials(fr, p))
	return nil
}

// mine says that the person has something to do or to take back for a paper.
func mine(x scenario.Material) bool {
	return x.Disposition.HandedIn() || x.Disposition == material.Commitment
}

func firstLine(err error) string {
	if problems := problemsOf(err); len(problems) > 0 {
		return problems[0].Text
	}
	return sayFault(err)
}

func (v *visit) handIn(f *filing.Filing, x scenario.Material, at string) HandIn {
	papers := f.PapersFor(x)
	here := at + "/" + url.PathEscape(x.Key)
	h := HandIn{Key: x.Key, Name: x.Name, Why: x.Why, Post: here + "/upload", Done: len(papers) > 0, Files: v.fileRows(papers, "/drafts/"+string(f.Draft.ID)+"/papers/")}
	h.Upload = uploadField(x.Key, len(papers) > 0, x.Upload)
	if x.Disposition == material.Upload { // what somebody chose says enough
		for _, d := range x.Dropped {
			h.Moved = say("materials.dropped", "why", sayText(d.Why))
		}
	}
	switch x.Disposition {
	case material.Later:
		h.Done, h.Chosen, h.Undo = true, say("materials.chosen_later", "limit", limitWords(x.Later)), &page.Post{To: here + "/choose", Label: say("materials.undo")}
	case material.Commitment:
		h.Done, h.Chosen, h.Undo = true, say("materials.chosen_promise"), &page.Post{To: here + "/choose", Label: say("materials.undo")}
	default:
		h.Offers = offers(x, here)
	}
	version := strconv.FormatInt(f.Draft.Version, 10)
	for i := range h.Offers {
		h.Offers[i].Act.Hidden = append(h.Offers[i].Act.Hidden, page.Hidden{Name: "version", Value: version})
	}
	return h
}

// offers are what may stand in for a paper (告知承诺, 容缺).
func offers(x scenario.Material, here string) []Offer {
	var out []Offer
	if x.Promise != "" {
		out = append(out, Offer{Say: say("materials.promise_say"), Act: page.Post{To: here + "/choose", Label: say("materials.promise"), Hidden: []page.Hidden{{Name: "way", Value: "commitment"}}}})
	}
	if x.Later.Days > 0 {
		out = append(out, Offer{Say: say("materials.later_say", "limit", limitWords(x.Later)), Act: page.Post{To: here + "/choose", Label: say("materials.later"), Hidden: []page.Hidden{{Name: "way", Value: "later"}}}})
	}
	return out
}

// uploadField is the file control of a material; on a phone it offers the camera.
func uploadField(key string, again bool, rule *material.Rule) page.Field {
	d := page.Field{Kind: page.File, Name: key + "-file", Label: say("materials.file"), Help: ruleWords(rule), Accept: "image/*,application/pdf"}
	if again {
		d.Label = say("materials.more")
	}
	if rule != nil && len(rule.Formats) > 0 {
		ends := make([]string, len(rule.Formats))
		for i, f := range rule.Formats {
			ends[i] = "." + f
		}
		d.Accept = strings.Join(ends, ",")
		if onlyImages(rule.Formats) {
			d.Accept = "image/*"
		}
	}
	return d
}

func onlyImages(formats []string) bool {
	for _, f := range formats {
		if f != "jpg" && f != "jpeg" && f != "png" {
			return false
		}
	}
	return true
}

func (v *visit) fileRows(papers []filing.Paper, removeAt string) []FileRow {
	var out []FileRow
	for _, p := range papers {
		row := FileRow{
			Name: p.Name, Note: say("materials.taken", "size", fileSize(p.Size)), Href: "/papers/" + string(p.ID), Image: strings.HasPrefix(p.MIME, "image/"),
		}
		if removeAt != "" {
			row.Remove = removeAt + string(p.ID) + "/remove"
		}
		if p.Status == "blocked" {
			row.Held = say("materials.blocked")
		}
		out = append(out, row)
	}
	return out
}

// onePart answers the file of a multipart form as a stream; other parts before it are skipped.
func (v *visit) onePart() (*multipart.Part, error) {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, mostUpload)
	reader, err := v.r.MultipartReader()
	if err != nil {
		return nil, fault.New(fault.Invalid, "citizen.no_file")
	}
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, fault.New(fault.Invalid, "citizen.no_file")
		}
		if err != nil {
			return nil, tooLarge(err)
		}
		if part.FileName() != "" {
			return part, nil
		}
	}
}

// tooLarge tells a request beyond mostUpload from one that broke off.
func tooLarge(err error) error {
	var most *http.MaxBytesError
	if errors.As(err, &most) {
		return fault.New(fault.Invalid, "citizen.file_too_large", "max", fileSize(mostUpload))
	}
	return fault.New(fault.Invalid, "citizen.form_unreadable")
}

func upload(v *visit) error {
	f, err := v.draft()
	if err != nil {
		return err
	}
	key := v.r.PathValue("material")
	part, err := v.onePart()
	if err == nil {
		_, err = v.d.Filing.Upload(v.r.Context(), v.who.Principal, f.Draft.ID, filing.UploadInput{Material: key, Name: part.FileName(), Content: part})
		var most *http.MaxBytesError
		if errors.As(err, &most) {
			err = tooLarge(err)
		}
	}
	if fault.Is(err, fault.Invalid) {
		return v.materials(http.StatusUnprocessableEntity, f, key, err)
	}
	if err != nil {
		return err
	}
	return v.goTo(draftURL(f, filing.StepMaterials) + "#" + page.FieldID(key))
}

func removePaper(v *visit) error {
	if err := v.d.Filing.RemovePaper(v.r.Context(), v.who.Principal, v.draftID(), ident.PaperID(v.r.PathValue("paper"))); err != nil {
		return err
	}
	return v.goTo("/drafts/" + string(v.draftID()) + "/materials")
}

func choose(v *visit) error {
	key := v.r.PathValue("material")
	f, err := v.d.Filing.Choose(v.r.Context(), v.who.Principal, v.draftID(), filing.ChooseInput{
		Version: v.version(), Material: key, Way: v.r.PostFormValue("way"),
	})
	if err != nil {
		return err
	}
	return v.goTo(draftURL(f, filing.StepMaterials) + "#" + page.FieldID(key))
}

func leaveMaterials(v *visit) error {
	f, err := v.draft()
	if err != nil {
		return err
	}
	return v.goTo(draftURL(f, f.Next(filing.StepMaterials)))
}

// openPaper hands a file of the person's own out. Nothing in it may run.
func openPaper(v *visit) error {
	p, content, err := v.d.Filing.OpenPaper(v.r.Context(), v.who.Principal, ident.PaperID(v.r.PathValue("paper")))
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	page.FileHeaders(v.w.Header(), p.Name, p.MIME, true)
	http.ServeContent(v.w, v.r, "", p.At, content)
	return nil
}
