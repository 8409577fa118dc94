package window

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lianban/internal/app/filing"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/pack/packtest"
	"lianban/packs"
)

// past is a history of one older release, whose publication demanded something of what was begun before.
type past struct {
	filing.Versions
	old     *scenario.Catalogue
	running string
}

func (p past) Under(context.Context, string, string, string) (*scenario.Catalogue, error) {
	return p.old, nil
}
func (p past) Running(context.Context, string, string, string) (string, error) { return p.running, nil }
func (p past) Number(context.Context, string, string, string) (int, error)     { return 2, nil }

var hidden = regexp.MustCompile(`name="shown" value="([^"]+)"`)

// publish makes another promise of the restaurant count.
func (d *desk) publish(running string) {
	d.t.Helper()
	now, _, err := pack.Load(packtest.Edited(d.t, packs.FS, "scenarios/restaurant/scenario.yaml", "promise: 11 working days", "promise: 12 working days"))
	must(d.t, err)
	d.filing.Versions = past{old: d.filing.Catalogue, running: running}
	d.filing.Catalogue = now
}

func TestAnIntakeMovesToWhatWasPublishedMeanwhile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	at := d.begin()
	d.publish(scenario.RunningUpgrade)
	d.get(at)
	d.says("办理要求有变化", "看有什么变化", at+"/upgrade")
	d.get(at + "/refuse") // that the demands changed is nothing the visitor lacks
	if d.at != at+"/upgrade" {
		t.Errorf("refusing goes to %s", d.at)
	}
	d.says("承诺办结", "由“11个工作日”改为“12个工作日”", "请来办人再确认一次")
	d.post(at+"/refuse", url.Values{"reason": {"没有带材料"}})
	if d.status != http.StatusConflict {
		t.Errorf("a visitor was sent home because the city changed its demands: %d", d.status)
	}
	d.get(at + "/upgrade")
	shown := hidden.FindStringSubmatch(d.page)[1]
	d.post(at+"/upgrade", url.Values{"version": {d.version()}, "shown": {"another"}})
	if d.status != http.StatusConflict {
		t.Errorf("what was not shown was agreed to: %d", d.status)
	}
	d.says("请再看一遍")
	d.post(at+"/upgrade", url.Values{"version": {d.version()}, "shown": {shown}})
	if d.at != at || d.status != http.StatusOK || strings.Contains(d.page, "看有什么变化") {
		t.Errorf("after the move: %d at %s", d.status, d.at)
	}
	d.says("王*满", `value="45"`)
	d.post(at+"/upgrade", url.Values{"version": {d.version()}, "shown": {shown}}) // a second click
	if d.at != at || d.status != http.StatusOK {
		t.Errorf("a second click ends at %s with %d", d.at, d.status)
	}
}

func TestAnIntakeMayFinishOnItsVersion(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	at := d.begin()
	d.publish(scenario.RunningFinish)
	d.get(at)
	d.says("可以照样交", at+"/upgrade")
	d.get(at + "/refuse")
	if d.at != at+"/refuse" {
		t.Errorf("refusing goes to %s", d.at)
	}
}
