package window

import (
	"net/url"
	"strconv"
	"strings"

	"lianban/internal/app/custody"
	"lianban/internal/app/filing"
	"lianban/internal/base/lang"
	"lianban/internal/domain/material"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// papers is the fourth part: what is handed in here, and where each original goes.
func (d *drawer) papers() error {
	kept, err := d.v.kept(d.c.Draft.ID)
	if err != nil {
		return err
	}
	mine := handedIn(d.c.Filing)
	here := d.here(mine)
	free := 0
	for _, m := range d.c.Plan.Materials {
		if !m.Disposition.HandedIn() {
			free++
			d.p.Free = append(d.p.Free, page.PlanMaterial{Name: m.Name, Arrival: page.Arrival(m.Disposition), Note: m.Source})
		}
	}
	for _, m := range mine {
		row := d.paper(m, kept)
		row.Here = m.Key == here
		d.p.Papers = append(d.p.Papers, row)
		if row.Here {
			d.p.Material = m.Key
			d.p.Box = d.box(m)
		}
	}
	d.p.PapNote = say("papers.note", "all", len(mine)+free, "mine", len(mine), "free", free)
	held := 0
	for _, p := range kept {
		if p.Holder.Kind() == "window" {
			held, d.p.Bag = held+1, say("papers.bag", "no", p.Bag, "n", held+1, "shelf", shelfName(p.Shelf))
		}
	}
	return nil
}

func shelfName(shelf string) string {
	if shelf == "" {
		return say("papers.no_shelf")
	}
	return shelf
}

// handedIn are the papers of the plan that somebody brings, and the mandate where somebody else came.
func handedIn(f *filing.Filing) []scenario.Material {
	var out []scenario.Material
	if f.Work.Unasked {
		return nil // registers may still spare some of them
	}
	for _, m := range f.Plan.Materials {
		if m.Disposition.HandedIn() {
			out = append(out, m)
		}
	}
	if f.Work.Visit.Agent != nil {
		out = append(out, scenario.Material{Key: filing.MandatePaper, Slug: filing.MandatePaper, Disposition: material.Upload})
	}
	return out
}

// here is the paper in the scan box: the one that was asked for, else the first that is missing.
func (d *drawer) here(mine []scenario.Material) string {
	wanted := d.v.R.URL.Query().Get("material")
	if d.t.posted != nil {
		wanted = d.t.posted.Get("material")
	}
	first := ""
	for _, m := range mine {
		if m.Key == wanted {
			return wanted
		}
		if first == "" && len(d.c.PapersFor(m)) == 0 {
			first = m.Key
		}
	}
	if first == "" && len(mine) > 0 {
		return mine[0].Key
	}
	return first
}

func (d *drawer) paper(m scenario.Material, kept []custody.Piece) PaperRow {
	files := d.c.PapersFor(m)
	row := PaperRow{
		Key: m.Key, Name: materialName(m), Arrival: page.Tag{Tone: page.Seal, Icon: "hand-stop", Word: say("papers.hand_in")}, Kept: say("papers.given_back"),
		Scan: page.Tag{Tone: page.Warn, Icon: "camera", Word: say("papers.to_scan")}, Check: page.Tag{Tone: page.Quiet, Icon: "clock", Word: say("papers.unchecked")},
	}
	if m.Disposition == material.Later {
		row.Arrival = page.Arrival(m.Disposition).Tag(d.p.Shell.Frame)
	}
	if len(files) > 0 {
		row.Scan = page.Tag{Tone: page.Good, Icon: "check", Word: say("papers.scanned", "n", len(files))}
		row.Check = page.Tag{Tone: page.Good, Icon: "check", Word: say("papers.checked")}
	}
	for i, f := range files {
		row.Files = append(row.Files, FileLink{
			Name: say("papers.file", "n", i+1), Href: "/window/papers/" + string(f.ID), Remove: d.p.At + "/papers/" + string(f.ID) + "/remove",
		})
		if f.Status == "blocked" {
			row.Check = page.Tag{Tone: page.Bad, Icon: "alert-circle", Word: say("papers.blocked")}
		}
	}
	for _, p := range kept {
		if p.Material != m.Slug {
			continue
		}
		piece := PieceRow{Words: say("papers.returned")}
		if p.Holder.Kind() == "window" {
			piece = PieceRow{Words: say("papers.in_bag", "bag", p.Bag), Return: d.p.At + "/pieces/" + string(p.ID) + "/return"}
			row.Kept = ""
		}
		row.Pieces = append(row.Pieces, piece)
	}
	return row
}

func (d *drawer) box(m scenario.Material) *ScanBox {
	here := d.p.At + "/materials/" + url.PathEscape(m.Key)
	return &ScanBox{
		Name: materialName(m), Rule: ruleWords(m.Upload), Accept: accepts(m.Upload), Upload: here + "/upload", Phone: here + "/phone",
		Keep: here + "/keep", Bag: d.v.d.Custody != nil, Shelf: d.t.posted.Get("shelf"),
	}
}

// accepts is what the file control offers.
func accepts(rule *material.Rule) string {
	if rule == nil || len(rule.Formats) == 0 {
		return "image/*,application/pdf"
	}
	ends := make([]string, len(rule.Formats))
	for i, f := range rule.Formats {
		ends[i] = "." + f
	}
	return strings.Join(ends, ",")
}

// defects counts what is open, in words.
func defects(c *filing.Check) []page.Row {
	var out []page.Row
	for _, o := range c.Open {
		out = append(out, page.Row{Name: o.Label, Value: lang.Chinese().SayMap("fault."+o.Key, o.Params), Note: strconv.Itoa(len(out) + 1)})
	}
	return out
}
