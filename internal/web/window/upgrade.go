package window

import (
	"net/http"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// UpgradePage: the intake stands on an older version; what would change for this visitor.
type UpgradePage struct {
	Shell    console.Shell
	Lead     string
	Groups   []page.ChangeGroup
	Stops    []string
	Again    []string // what must be asked again
	Nothing  string   // nothing changes for this visitor
	Post     string
	Hash     string
	Version  string
	Problems []page.Problem
	Back     page.Link
}

// askUpgrade shows what an intake on an older version becomes.
func askUpgrade(v *visit) error {
	u, err := v.d.Filing.ShowUpgrade(v.R.Context(), v.Who.Principal, v.id())
	if fault.Of(err).Key == "filing.no_upgrade" {
		return v.GoTo(at(v.id()))
	}
	if err != nil {
		return err
	}
	return v.upgrade(http.StatusOK, u, nil)
}

// doUpgrade moves the intake, as it was shown.
func doUpgrade(v *visit) error {
	ctx, who := v.R.Context(), v.Who.Principal
	version, _ := strconv.ParseInt(v.R.PostFormValue("version"), 10, 64) // 0 is not checked
	_, err := v.d.Filing.Upgrade(ctx, who, v.id(), version, v.R.PostFormValue("shown"))
	if fault.Is(err, fault.Conflict) {
		u, again := v.d.Filing.ShowUpgrade(ctx, who, v.id())
		if again != nil {
			return err
		}
		return v.upgrade(page.Status(err), u, err)
	}
	if err != nil && fault.Of(err).Key != "filing.no_upgrade" { // a second click
		return err
	}
	return v.GoTo(at(v.id()))
}

func (v *visit) upgrade(status int, u *filing.Upgrade, wrong error) error {
	s, err := v.Shell(say("upgrade.title", "name", u.Next.Scenario.Name))
	if err != nil {
		return err
	}
	p := UpgradePage{
		Shell: s, Lead: say("upgrade.lead"), Groups: page.Differences(u.Changes), Stops: u.Changes.Stops, Again: u.Again,
		Post: at(v.id()) + "/upgrade", Hash: u.Hash, Version: strconv.FormatInt(u.Draft.Version, 10),
		Problems: problemsOf(wrong), Back: page.Link{Label: say("back"), Href: at(v.id())},
	}
	if !u.Older.Must() {
		p.Lead = say("upgrade.lead_free")
	}
	if u.Changes.Empty() {
		p.Nothing = say("upgrade.nothing")
	}
	p.Shell.Failed = wrong != nil
	v.Show(status, Upgrade(p))
	return nil
}

// newer is the way to the version that counts, for an intake that stands on an older one; nil: it does not, or the thing is
// not offered any more.
func newer(f *filing.Filing) *page.Link {
	if f.Older == nil || f.Older.Gone {
		return nil
	}
	return &page.Link{Label: say("upgrade.look"), Href: at(f.Draft.ID) + "/upgrade"}
}
