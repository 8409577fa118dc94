package scenario

import "maps"

// The ways in which what was begun on an older version goes on (在办件沿用方式).
const (
	RunningFinish  = "finish"  // on the version on which it was begun
	RunningUpgrade = "upgrade" // drafts move to the new version, with the difference shown, before they are submitted
	RunningMigrate = "migrate" // as upgrade; allowed only where nobody loses an item and no limit gets longer
)

// Newest is the line of the history that counts; without one everything finishes on the version on which it was begun.
func (sc *Scenario) Newest() Version {
	for _, v := range sc.History {
		if v.Number == sc.Version {
			return v
		}
	}
	return Version{Number: sc.Version, Running: RunningFinish}
}

// Renamed answers the slugs that were renamed after a version: old → new, through all steps.
func (sc *Scenario) Renamed(after int) map[string]string {
	out := map[string]string{}
	for _, v := range sc.History { // sorted by number
		if v.Number <= after {
			continue
		}
		for old, now := range out {
			if next, ok := v.Renamed[now]; ok {
				out[old] = next
			}
		}
		maps.Copy(out, v.Renamed)
	}
	return out
}
