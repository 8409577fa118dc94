package publishing

import (
	"context"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// PrepareRollBack compares an older release with what counts, so that its content can be published anew. Nothing is deleted: the
// roll-back is a release of its own. Faults: those of Prepare; NotFound store.no_release; Invalid publishing.newest for the
// release that counts already.
func PrepareRollBack(ctx context.Context, s *store.Store, release int64, o Options) (*Publication, []pack.Finding, error) {
	last, err := s.LastRelease(ctx)
	if err != nil {
		return nil, nil, err
	}
	if last.Seq == release {
		return nil, nil, fault.New(fault.Invalid, "publishing.newest", "release", strconv.FormatInt(release, 10))
	}
	files, err := s.ReleaseFiles(ctx, release)
	if err != nil {
		return nil, nil, err
	}
	o.BackTo = release
	if o.Note == "" {
		o.Note = say("roll_back", "release", release)
	}
	return Prepare(ctx, s, folder(files), o)
}
