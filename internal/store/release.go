package store

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"time"

	"lianban/internal/base/fault"
)

// Release is one state of the packs as it was published (发布): all files, kept for good.
type Release struct {
	Seq    int64 // 1, 2, 3 …; the highest counts
	Tree   string
	At     time.Time // filled in by the store
	By     string
	Note   string
	BackTo int64             // release whose content this one brings back; 0: none
	Files  map[string]string // path → hash of its content; only ReleaseFiles reads it
}

// ScenarioVersion is what a scenario was in one place from a release on.
type ScenarioVersion struct {
	Scenario string
	Area     string // of an overlay; "": the city
	Number   int    // 1, 2, 3 … in its place; the highest counts
	Release  int64
	Hash     string // content hash, twelve hex digits; "": withdrawn
	Running  string // what becomes of what was begun before: finish, upgrade, migrate
	At       time.Time
	Note     string
	Body     json.RawMessage // what changed, in the form that app/publishing gives it
}

// PutRelease writes a release with the files that it names, by their hash, and the versions that begin with it. Who comes
// second with a number writes nothing: Noted answers store.busy, or decides again.
func PutRelease(r Release, files map[string][]byte, versions []ScenarioVersion) Write {
	return func(s *Store, b *batch) error {
		manifest, err := json.Marshal(r.Files)
		if err != nil {
			return fault.Wrap(err, "writing a release")
		}
		now := micros(s.now())
		for _, hash := range slices.Sorted(maps.Keys(files)) {
			b.add("INSERT INTO pack_files (hash, content) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", hash, deflated(files[hash]))
		}
		b.add("INSERT INTO releases (seq, tree, at, by_name, note, back_to, files) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			r.Seq, r.Tree, now, r.By, r.Note, r.BackTo, deflated(manifest))
		for _, v := range versions {
			b.add(`INSERT INTO scenario_versions (scenario, area, number, seq, hash, running, at, note, body)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
				v.Scenario, v.Area, v.Number, r.Seq, v.Hash, v.Running, now, v.Note, string(v.Body))
		}
		return nil
	}
}

const releaseColumns = "seq, tree, at, by_name, note, back_to"

func scanRelease(r row) (x Release, err error) {
	var at int64
	err = r.Scan(&x.Seq, &x.Tree, &at, &x.By, &x.Note, &x.BackTo)
	x.At = moment(at)
	return x, err
}

// LastRelease answers the release that counts. Fault: NotFound store.no_release before the first.
func (s *Store) LastRelease(ctx context.Context) (Release, error) {
	return s.release(ctx, "SELECT "+releaseColumns+" FROM releases ORDER BY seq DESC LIMIT 1")
}

// Release answers one release. Fault: NotFound store.no_release.
func (s *Store) Release(ctx context.Context, seq int64) (Release, error) {
	return s.release(ctx, "SELECT "+releaseColumns+" FROM releases WHERE seq = $1", seq)
}

func (s *Store) release(ctx context.Context, sql string, args ...any) (Release, error) {
	r, err := first(ctx, s.db, scanRelease, sql, args...)
	if errors.Is(err, errNoRow) {
		return r, fault.New(fault.NotFound, "store.no_release")
	}
	return r, fault.Wrap(err, "reading a release")
}

// Releases lists at most so many releases, newest first.
func (s *Store) Releases(ctx context.Context, most int) ([]Release, error) {
	out, err := all(ctx, s.db, scanRelease, "SELECT "+releaseColumns+" FROM releases ORDER BY seq DESC LIMIT $1", most)
	return out, fault.Wrap(err, "listing releases")
}

// filesAtOnce is how many contents one query reads.
const filesAtOnce = 256

// ReleaseFiles reads the files of a release: path → content. Faults: NotFound store.no_release; Internal when a file is
// missing or is not what it was.
func (s *Store) ReleaseFiles(ctx context.Context, seq int64) (map[string][]byte, error) {
	manifest, err := first(ctx, s.db, scanBytes, "SELECT files FROM releases WHERE seq = $1", seq)
	if errors.Is(err, errNoRow) {
		return nil, fault.New(fault.NotFound, "store.no_release")
	}
	hashes := map[string]string{}
	if err == nil {
		if manifest, err = inflated(manifest); err == nil {
			err = json.Unmarshal(manifest, &hashes)
		}
	}
	if err != nil {
		return nil, fault.Wrap(err, "reading a release")
	}
	contents := map[string][]byte{}
	for part := range slices.Chunk(slices.Compact(slices.Sorted(maps.Values(hashes))), filesAtOnce) {
		if err := s.packFiles(ctx, part, contents); err != nil {
			return nil, err
		}
	}
	out := make(map[string][]byte, len(hashes))
	for path, hash := range hashes {
		content, ok := contents[hash]
		if !ok {
			return nil, fault.Wrap(errors.New("the file "+path+" is gone"), "reading a release")
		}
		out[path] = content
	}
	return out, nil
}

func (s *Store) packFiles(ctx context.Context, hashes []string, into map[string][]byte) error {
	var p params
	sql := "SELECT hash, content FROM pack_files WHERE " + in(&p, "hash", hashes)
	err := s.db.query(ctx, func(r row) error {
		var hash string
		var content []byte
		err := r.Scan(&hash, &content)
		if err == nil {
			into[hash], err = inflated(content)
		}
		return err
	}, sql, p...)
	return fault.Wrap(err, "reading pack files")
}

const versionColumns = "scenario, area, number, seq, hash, running, at, note, body"

func scanVersion(r row) (v ScenarioVersion, err error) {
	var at int64
	var body string
	err = r.Scan(&v.Scenario, &v.Area, &v.Number, &v.Release, &v.Hash, &v.Running, &at, &v.Note, &body)
	v.At, v.Body = moment(at), json.RawMessage(body)
	return v, err
}

// CurrentVersions answers the version that counts in every place, withdrawn ones too, without Body.
func (s *Store) CurrentVersions(ctx context.Context) ([]ScenarioVersion, error) {
	out, err := all(ctx, s.db, scanVersion, `SELECT scenario, area, number, seq, hash, running, at, note, '{}' FROM scenario_versions v
		WHERE number = (SELECT MAX(number) FROM scenario_versions o WHERE o.scenario = v.scenario AND o.area = v.area)
		ORDER BY scenario, area`)
	return out, fault.Wrap(err, "listing versions")
}

// VersionsOf lists at most so many versions of a scenario in all its places, newest first.
func (s *Store) VersionsOf(ctx context.Context, scenario string, most int) ([]ScenarioVersion, error) {
	out, err := all(ctx, s.db, scanVersion, "SELECT "+versionColumns+` FROM scenario_versions WHERE scenario = $1
		ORDER BY seq DESC, area, number DESC LIMIT $2`, scenario, most)
	return out, fault.Wrap(err, "listing the versions of a scenario")
}

// VersionsWith lists at most so many versions of a scenario that have a content, newest first.
func (s *Store) VersionsWith(ctx context.Context, scenario, hash string, most int) ([]ScenarioVersion, error) {
	out, err := all(ctx, s.db, scanVersion, "SELECT "+versionColumns+` FROM scenario_versions WHERE scenario = $1 AND hash = $2
		ORDER BY seq DESC, area LIMIT $3`, scenario, hash, most)
	return out, fault.Wrap(err, "looking for a version")
}

// VersionsIn lists the versions that began with a release, without Body.
func (s *Store) VersionsIn(ctx context.Context, release int64) ([]ScenarioVersion, error) {
	out, err := all(ctx, s.db, scanVersion, `SELECT scenario, area, number, seq, hash, running, at, note, '{}' FROM scenario_versions
		WHERE seq = $1 ORDER BY scenario, area`, release)
	return out, fault.Wrap(err, "listing the versions of a release")
}

func scanBytes(r row) (b []byte, err error) {
	err = r.Scan(&b)
	return b, err
}

func deflated(b []byte) []byte {
	var out bytes.Buffer
	w, _ := flate.NewWriter(&out, flate.BestCompression) // the level is a good one
	_, _ = w.Write(b)                                    // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// largestPackFile bounds what one stored file may become when it is read.
const largestPackFile = 16 << 20

func inflated(b []byte) ([]byte, error) {
	return io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), largestPackFile))
}
