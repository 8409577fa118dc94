package store

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// VersionMove is what became of a submitted case when a newer version of its scenario was published (换成新版).
type VersionMove struct {
	Scenario string
	Area     string // of the version; "": the city
	Number   int    // of the version
	Case     ident.CaseID
	Why      string // why it stayed on its own version; "": it moved
}

const putVersionMove = `INSERT INTO version_moves (scenario, area, number, case_id, why, at) VALUES ($1, $2, $3, $4, $5, $6)
	ON CONFLICT (scenario, area, number, case_id) DO UPDATE SET why = EXCLUDED.why, at = EXCLUDED.at WHERE version_moves.why <> EXCLUDED.why`

// PutVersionMove keeps what became of a case; what was kept before of the same version is replaced.
func (s *Store) PutVersionMove(ctx context.Context, m VersionMove) error {
	_, err := s.db.exec(ctx, putVersionMove, m.Scenario, m.Area, m.Number, m.Case, m.Why, micros(s.now()))
	return fault.Wrap(err, "keeping what became of a case")
}

// KeepVersionMove is PutVersionMove in the batch of a change.
func KeepVersionMove(m VersionMove) Extra {
	return func(s *Store, b *batch, _ *casework.Case) error {
		b.add(putVersionMove, m.Scenario, m.Area, m.Number, m.Case, m.Why, micros(s.now()))
		return nil
	}
}

// VersionMoves is how many cases of a scenario moved to one version, or stayed for one reason.
type VersionMoves struct {
	Area   string
	Number int
	Why    string // "": they moved
	Cases  int
}

// VersionMovesOf counts what became of the cases of a scenario, by version and reason, for at most so many lines.
func (s *Store) VersionMovesOf(ctx context.Context, scenario string, most int) ([]VersionMoves, error) {
	out, err := all(ctx, s.db, func(r row) (m VersionMoves, err error) { return m, r.Scan(&m.Area, &m.Number, &m.Why, &m.Cases) },
		`SELECT area, number, why, count(*) FROM version_moves WHERE scenario = $1
		GROUP BY area, number, why ORDER BY number DESC, area, why LIMIT $2`, scenario, most)
	return out, fault.Wrap(err, "counting what became of cases")
}

// LiveCases lists cases of a scenario in which some item is not decided, in the order of their identifiers, after one of them.
// Rehearsals are left as they are.
func (s *Store) LiveCases(ctx context.Context, scenario string, after ident.CaseID, limit int) ([]ident.CaseID, error) {
	ids, err := all(ctx, s.db, func(r row) (id ident.CaseID, err error) { return id, r.Scan(&id) },
		"SELECT DISTINCT case_id FROM item_cases WHERE is_open = TRUE AND scenario = $1 AND case_id > $2"+counts+" ORDER BY case_id LIMIT $3",
		scenario, string(after), limit)
	return ids, fault.Wrap(err, "listing the live cases of a scenario")
}

// MigratingSince lists the scenarios of which a version was published after a release that submitted cases move to.
func (s *Store) MigratingSince(ctx context.Context, release int64) ([]string, error) {
	out, err := all(ctx, s.db, func(r row) (scenario string, err error) { return scenario, r.Scan(&scenario) },
		"SELECT DISTINCT scenario FROM scenario_versions WHERE seq > $1 AND running = 'migrate' ORDER BY scenario", release)
	return out, fault.Wrap(err, "looking for versions that cases move to")
}
