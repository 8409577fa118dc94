package main

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"slices"
	"strconv"
	"time"

	"github.com/goccy/go-yaml"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
	"lianban/packs"
)

// demoScript is packs/demo/cases.yaml: cases that the sample city starts with, played through the same
// services that people use.
type demoScript struct {
	Days   int               `yaml:"days"`
	Values map[string]string `yaml:"values"`
	Cases  []demoCase        `yaml:"cases"`
}

type demoCase struct {
	Day      int            `yaml:"day"`
	Person   string         `yaml:"person"` // code of the sample person
	Scenario string         `yaml:"scenario"`
	Area     string         `yaml:"area"`
	Role     string         `yaml:"role"`
	Answers  map[string]any `yaml:"answers"`
	Acts     []demoAct      `yaml:"acts"`
}

type demoAct struct {
	Day      int    `yaml:"day"`
	By       string `yaml:"by"`
	Slot     string `yaml:"slot"`
	Act      string `yaml:"act"`
	Material string `yaml:"material"`
	Text     string `yaml:"text"`
}

// player plays the script; the demo's clock walks from the first day to today.
type player struct {
	h      *house
	people *people
	script demoScript
	filed  map[int]ident.CaseNo // by index of the case
}

// seededKey is the setting that says that the script was played.
const seededKey = "demo.cases"

// addDemoCases plays the script once in the life of a data folder and says how many cases it filed.
func addDemoCases(ctx context.Context, h *house, at *demoClock, p *people) (int, error) {
	done, err := h.store.Setting(ctx, seededKey)
	if err != nil || done != "" {
		return 0, err
	}
	b, err := fs.ReadFile(packs.FS, "demo/cases.yaml")
	if err != nil {
		return 0, err
	}
	x := player{h: h, people: p, filed: map[int]ident.CaseNo{}}
	if err := yaml.UnmarshalWithOptions(b, &x.script, yaml.Strict()); err != nil {
		return 0, err
	}
	today := at.Now()
	defer at.Set(today)
	for n, day := range workingDaysBefore(at.cal, calendar.DayOf(today), x.script.Days) {
		at.Set(day.Time().Add(9*time.Hour + 20*time.Minute))
		if err := x.play(ctx, n); err != nil {
			return len(x.filed), err
		}
	}
	return len(x.filed), h.store.SetSetting(ctx, seededKey, strconv.Itoa(len(x.filed)))
}

// workingDaysBefore lists n working days in order, the last of them before a day.
func workingDaysBefore(cal *calendar.Version, day calendar.Day, n int) []calendar.Day {
	var out []calendar.Day
	for d := day - 1; len(out) < n; d-- {
		if cal.Working(d) {
			out = append(out, d)
		}
	}
	slices.Reverse(out)
	return out
}

// play files what begins on a day and does what is done on it.
func (x *player) play(ctx context.Context, day int) error {
	for i, c := range x.script.Cases {
		if c.Day == day {
			no, err := x.file(ctx, c)
			if err != nil {
				return err
			}
			x.filed[i] = no
		}
		for _, a := range c.Acts {
			if a.Day == day {
				if err := x.act(ctx, x.filed[i], a); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (x *player) file(ctx context.Context, c demoCase) (ident.CaseNo, error) {
	person, err := x.people.identity(c.Person)
	if err != nil {
		return "", err
	}
	who, err := x.h.access.SignInPerson(ctx, person, true)
	if err != nil {
		return "", err
	}
	f, err := x.h.filing.Start(ctx, who.Principal, filing.StartInput{ExploreInput: filing.ExploreInput{
		Scenario: c.Scenario, Area: c.Area, Role: c.Role, Answers: c.Answers,
	}})
	if err != nil {
		return "", err
	}
	if f, err = x.fill(ctx, who.Principal, f); err != nil {
		return "", err
	}
	check, err := x.h.filing.Check(ctx, who.Principal, f.Draft.ID)
	if err != nil {
		return "", err
	}
	made, err := x.h.filing.Submit(ctx, who.Principal, f.Draft.ID, filing.SubmitInput{
		ReviewHash: check.ReviewHash, Declared: true, OrderAgreed: true, Channel: "portal",
	})
	if err != nil {
		return "", err
	}
	return made.No, nil
}

// fill writes every page of the form and hands in a sample picture for every paper.
func (x *player) fill(ctx context.Context, who permission.Principal, f *filing.Filing) (*filing.Filing, error) {
	id := f.Draft.ID
	for _, sec := range f.Plan.Form.Sections {
		values := map[string]any{}
		for _, field := range filing.ToWrite(sec) {
			values[field.Key] = x.value(field.Slug, field.Type, field.Act, field.Options)
		}
		if len(values) == 0 {
			continue
		}
		var err error
		if f, err = x.h.filing.SaveSection(ctx, who, id, filing.SaveInput{Section: sec.Key, Values: values}); err != nil {
			return nil, err
		}
	}
	for _, m := range f.Plan.Materials {
		if !m.Disposition.HandedIn() {
			continue
		}
		if err := x.handIn(ctx, who, id, m.Key, m.Name); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (x *player) handIn(ctx context.Context, who permission.Principal, id ident.DraftID, material, name string) error {
	_, err := x.h.filing.Upload(ctx, who, id, filing.UploadInput{Material: material, Name: name + ".png", Content: bytes.NewReader(samplePicture())})
	if fault.Is(err, fault.Invalid) { // the rule wants another kind of file
		_, err = x.h.filing.Upload(ctx, who, id, filing.UploadInput{Material: material, Name: name + ".pdf", Content: bytes.NewReader(samplePDF)})
	}
	return err
}

func (x *player) value(slug string, kind form.Type, act string, options []form.Option) any {
	if v, ok := x.script.Values[slug]; ok {
		return v
	}
	switch {
	case act != "":
		return "yes"
	case kind == form.Number:
		return "12"
	case kind == form.Date:
		return x.h.clock.Now().AddDate(0, 0, -3).Format("2006-01-02")
	case kind == form.YesNo:
		return "no"
	case kind == form.Choice:
		return options[0].Value
	case kind == form.BankAccount:
		return "6222000000000000"
	case kind == form.IDNumber, kind == form.USCC:
		return x.people.spare(kind)
	}
	return x.script.Values["company_name"]
}

// act does one act of the script as the officer whom it names.
func (x *player) act(ctx context.Context, no ident.CaseNo, a demoAct) error {
	m, err := x.h.store.StaffByLogin(ctx, a.By)
	if err != nil {
		return err
	}
	who, err := x.h.access.PrincipalOfStaff(ctx, m.ID, m.Epoch)
	if err != nil {
		return err
	}
	s, at := x.h.handling, handling.Target{No: no, Slot: a.Slot}
	switch a.Act {
	case "accept":
		if _, err = s.Claim(ctx, who.Principal, at); err == nil {
			_, err = s.Accept(ctx, who.Principal, at)
		}
	case "propose_grant":
		_, err = s.ProposeGrant(ctx, who.Principal, at, a.Text, "")
	case "grant":
		_, err = s.Grant(ctx, who.Principal, at)
	case "request_supplement":
		_, err = s.RequestSupplement(ctx, who.Principal, at, []casework.Defect{{Material: a.Material, Reason: a.Text, Rule: a.Text}})
	default:
		err = errors.New("demo/cases.yaml: no such act: " + a.Act)
	}
	return err
}

// samplePicture is a grey picture with a frame: clearly no real paper.
func samplePicture() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 1200, 900))
	for y := range 900 {
		for x := range 1200 {
			shade := color.RGBA{R: 0xea, G: 0xef, B: 0xf1, A: 0xff}
			if x < 24 || y < 24 || x > 1176 || y > 876 || (x/60+y/60)%2 == 0 && x > 300 && x < 900 && y > 220 && y < 680 {
				shade = color.RGBA{R: 0xb9, G: 0xd6, B: 0xdd, A: 0xff}
			}
			img.SetRGBA(x, y, shade)
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // a buffer takes everything
	return b.Bytes()
}

var samplePDF = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
