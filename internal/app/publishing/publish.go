package publishing

import (
	"cmp"
	"context"
	"encoding/json"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lianban/internal/base/fault"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// Options are how something is published.
type Options struct {
	By      string   // who answers for it
	Note    string   // why
	Running string   // what becomes of what was begun before, where the history of a scenario does not say it for this version; empty: finish
	Only    []string // slugs; others must not change
	BackTo  int64    // release whose content comes back; 0: none
}

// Publication is what is to be published, compared with what counts now.
type Publication struct {
	Options
	Parent  store.Release     // what it was compared with; Seq 0: nothing was published before
	Tree    string            // hash of all files
	Same    bool              // it is what counts already: there is nothing to publish
	Changed []Versioned       // by scenario and place
	files   map[string][]byte // by path
}

// Versioned is a change with the version that it becomes.
type Versioned struct {
	pack.Changed
	Number  int    // of the version
	Running string // what becomes of what was begun before
	Note    string // of its own history, or else of the publication
}

// Body is what a version keeps about its change.
type Body struct {
	Name     string            `json:"name"`               // of the scenario, as it was then
	Was      string            `json:"was,omitempty"`      // its name before, where that changed
	AreaName string            `json:"area,omitempty"`     // empty: the city
	Changes  []pack.Change     `json:"changes,omitempty"`  // bounded
	More     int               `json:"more,omitempty"`     // how many were left out
	Before   []scenario.Figure `json:"before,omitempty"`   // of the example that carries the figures
	After    []scenario.Figure `json:"after,omitempty"`    //
	Packed   int               `json:"packed,omitempty"`   // highest number of the pack's own history
	Withdraw bool              `json:"withdraw,omitempty"` // it is not offered any more
}

// mostChanges bounds what one version keeps.
const mostChanges = 200

// Prepare reads packs and compares them with what counts. Findings are what keeps them from being published (O806, O807);
// whoever publishes runs pack.Check before. Faults: Invalid publishing.form, publishing.others when scenarios change that were
// not named; errors of packs that cannot be read.
func Prepare(ctx context.Context, s *store.Store, packs fs.FS, o Options) (*Publication, []pack.Finding, error) {
	if err := o.check(); err != nil {
		return nil, nil, err
	}
	files, err := pack.Files(packs)
	if err != nil {
		return nil, nil, fault.Wrap(err, "reading packs")
	}
	p := &Publication{Options: o, Tree: pack.TreeHash(files), files: files}
	p.Parent, err = s.LastRelease(ctx)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, nil, err
	}
	if p.Parent.Tree == p.Tree {
		p.Same = true
		return p, nil, nil
	}
	now, err := pack.Open(packs)
	if err != nil {
		return nil, nil, err
	}
	var old *pack.Edition
	if p.Parent.Seq > 0 {
		before, err := s.ReleaseFiles(ctx, p.Parent.Seq)
		if err != nil {
			return nil, nil, err
		}
		if old, err = pack.Open(folder(before)); err != nil {
			return nil, nil, err
		}
	}
	if err := p.version(ctx, s, pack.Compare(old, now), now); err != nil {
		return nil, nil, err
	}
	if err := p.onlyNamed(); err != nil {
		return nil, nil, err
	}
	return p, p.refusals(old, now), nil
}

func (o Options) check() error {
	bad := fault.New(fault.Invalid, "publishing.form")
	if utf8.RuneCountInString(o.Note) > longestNote {
		bad.With("note", "publishing.note", "most", strconv.Itoa(longestNote))
	}
	if !slices.Contains([]string{"", scenario.RunningFinish, scenario.RunningUpgrade, scenario.RunningMigrate}, o.Running) {
		bad.With("running", "publishing.running")
	}
	return bad.OrNil()
}

// longestNote bounds what is written with a publication, in characters.
const longestNote = 200

// version gives every change its number and says what becomes of what was begun before.
func (p *Publication) version(ctx context.Context, s *store.Store, changed []pack.Changed, now *pack.Edition) error {
	last := map[scenario.Place]int{}
	rows, err := s.CurrentVersions(ctx)
	if err != nil {
		return err
	}
	for _, v := range rows {
		last[scenario.Place{Scenario: v.Scenario, Area: v.Area}] = v.Number
	}
	for _, c := range changed {
		v := Versioned{Changed: c, Running: cmp.Or(p.Running, scenario.RunningFinish), Note: p.Note}
		if c.NewVersion > c.OldVersion && c.Old != "" {
			said := now.Scenario(c.Place).Newest()
			v.Running, v.Note = said.Running, cmp.Or(said.Note, p.Note)
		}
		v.Number = last[c.Place] + 1
		if last[c.Place] == 0 {
			v.Number = max(1, c.NewVersion)
		}
		p.Changed = append(p.Changed, v)
	}
	return nil
}

// onlyNamed refuses changes of scenarios that were not named: what is shared reaches further than one sees.
func (p *Publication) onlyNamed() error {
	if len(p.Only) == 0 {
		return nil
	}
	var others []string
	for _, c := range p.Changed {
		if !slices.Contains(p.Only, c.Scenario) && !slices.Contains(others, c.Name) {
			others = append(others, c.Name)
		}
	}
	if len(others) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "publishing.others", "n", strconv.Itoa(len(others)), "names", strings.Join(others[:min(len(others), 10)], say("list")))
}

func (p *Publication) refusals(old, now *pack.Edition) []pack.Finding {
	running := map[scenario.Place]string{}
	var changed []pack.Changed
	for _, v := range p.Changed {
		running[v.Place] = v.Running
		changed = append(changed, v.Changed)
	}
	found := pack.Refusals(old, now, changed, func(c pack.Changed) string { return running[c.Place] })
	if p.BackTo > 0 { // old slugs come back: nobody could have written where they went
		found = slices.DeleteFunc(found, func(f pack.Finding) bool { return f.Code == "O807" })
	}
	return found
}

// Publish makes a publication count, on every node within seconds. It stands in the audit log. Publishing what counts already
// writes nothing. Faults: Conflict publishing.overtaken when something else was published since it was prepared; Forbidden.
func Publish(ctx context.Context, s *store.Store, who permission.Principal, p *Publication) (store.Release, error) {
	if who.Kind != permission.Client || who.ID != "command" { // whoever runs commands at the machine may: they can read its keys
		return store.Release{}, fault.New(fault.Forbidden, "publishing.command")
	}
	r := store.Release{Seq: p.Parent.Seq + 1, Tree: p.Tree, By: cmp.Or(p.By, who.Name), Note: p.Note, BackTo: p.BackTo, Files: map[string]string{}}
	contents := map[string][]byte{}
	for name, b := range p.files {
		hash := pack.FileHash(b)
		r.Files[name], contents[hash] = hash, b
	}
	versions, err := p.rows()
	if err != nil {
		return r, err
	}
	err = s.Noted(ctx, func(ctx context.Context) (store.Noting, error) {
		last, err := s.LastRelease(ctx)
		switch {
		case err != nil && !fault.Is(err, fault.NotFound):
			return store.Noting{}, err
		case last.Tree == p.Tree:
			r = last
			return store.Noting{}, nil
		case last.Seq != p.Parent.Seq:
			return store.Noting{}, fault.New(fault.Conflict, "publishing.overtaken", "release", strconv.FormatInt(last.Seq, 10), "by", last.By)
		}
		return store.Noting{
			Writes: []store.Write{store.PutRelease(r, contents, versions)},
			Entries: []audit.Entry{{
				Actor: audit.Actor{ID: who.ID, Name: r.By}, Verb: verb(p), Reason: p.Note, Details: p.summary(), Outcome: audit.Done,
				About: audit.About{Kind: "house", ID: "release " + strconv.FormatInt(r.Seq, 10)}, Address: audit.AddressOf(ctx),
			}},
		}, nil
	})
	return r, err
}

// The verbs of the audit log that this room writes; their words are "admin.verb.<verb>".
func verb(p *Publication) string {
	if p.BackTo > 0 {
		return "roll_back_release"
	}
	return "publish_release"
}

// summary names what changed, in one line.
func (p *Publication) summary() string {
	var names []string
	for _, c := range p.Changed {
		names = append(names, c.Scenario+" "+strconv.Itoa(c.Number))
	}
	if len(names) > 20 {
		names = append(names[:20], "…")
	}
	return strings.Join(names, ", ")
}

func (p *Publication) rows() ([]store.ScenarioVersion, error) {
	var out []store.ScenarioVersion
	for _, c := range p.Changed {
		b := Body{Name: c.Name, AreaName: c.AreaName, Changes: c.Changes, Before: c.Before, After: c.After, Packed: c.NewVersion, Withdraw: c.New == ""}
		if b.More = max(0, len(b.Changes)-mostChanges); b.More > 0 {
			b.Changes = b.Changes[:mostChanges]
		}
		for _, x := range c.Changes {
			if x.Path == "scenarios/"+c.Scenario+"/name" {
				b.Was = x.Old
			}
		}
		body, err := json.Marshal(b)
		if err != nil {
			return nil, fault.Wrap(err, "writing a version")
		}
		out = append(out, store.ScenarioVersion{
			Scenario: c.Scenario, Area: c.Area, Number: c.Number, Hash: c.New, Running: c.Running, Note: c.Note, Body: body,
		})
	}
	return out, nil
}

// LetFinish lets everything that was begun before finish on its version, whatever histories say.
func (p *Publication) LetFinish() {
	for i := range p.Changed {
		p.Changed[i].Running = scenario.RunningFinish
	}
}
