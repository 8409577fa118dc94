package running

import (
	"context"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"lianban/internal/base/fault"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Banner is what every page of every door announces (维护公告), from one moment to another.
type Banner struct {
	Text  string    `json:"text"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// On says whether the banner is shown at a moment.
func (b Banner) On(at time.Time) bool {
	return b.Text != "" && !at.Before(b.From) && at.Before(b.Until)
}

const (
	bannerKey     = "banner"
	longestBanner = 120                 // characters: two lines on a telephone
	bannerLasts   = 31 * 24 * time.Hour // at most: what always hangs there is not read
	bannerAge     = 4 * time.Second     // how old a node's copy may be
	bannerWait    = 200 * time.Millisecond
)

// SetBanner puts up a banner in place of the one that hangs there. Times are the house's. Faults: Forbidden, Invalid
// running.banner with the fields that must be mended.
func (s *Service) SetBanner(ctx context.Context, who permission.Principal, b Banner, reason string) error {
	b.Text = strings.Join(strings.Fields(b.Text), " ")
	bad := fault.New(fault.Invalid, "running.banner")
	if n := utf8.RuneCountInString(b.Text); n < 4 || n > longestBanner {
		bad.With("text", "running.banner.text", "most", "120")
	}
	switch {
	case b.From.IsZero():
		bad.With("from", "running.banner.from")
	case b.Until.IsZero() || !b.Until.After(b.From):
		bad.With("until", "running.banner.until")
	case !b.Until.After(s.Clock.Now()):
		bad.With("until", "running.banner.past")
	case b.Until.Sub(b.From) > bannerLasts:
		bad.With("until", "running.banner.long")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	body, err := json.Marshal(b)
	if err != nil {
		return fault.Wrap(err, "writing the banner")
	}
	err = s.administer(ctx, who, verbBanner, bannerKey, reason, func(context.Context) ([]store.Write, string, error) {
		return []store.Write{store.PutSetting(bannerKey, string(body))}, b.Text, nil
	})
	return s.renewed(err)
}

// ClearBanner takes the banner down. Faults: Forbidden, NotNow running.no_banner.
func (s *Service) ClearBanner(ctx context.Context, who permission.Principal, reason string) error {
	err := s.administer(ctx, who, verbTake, bannerKey, reason, func(ctx context.Context) ([]store.Write, string, error) {
		b, err := s.readBanner(ctx)
		if err == nil && b.Text == "" {
			err = fault.New(fault.NotNow, "running.no_banner")
		}
		return []store.Write{store.PutSetting(bannerKey, "")}, b.Text, err
	})
	return s.renewed(err)
}

// renewed forgets this node's copy after a change.
func (s *Service) renewed(err error) error {
	s.mu.Lock()
	s.readAt = time.Time{}
	s.mu.Unlock()
	return err
}

// Planned answers the banner that is written down, shown or not, to who may change it; without text when there is none.
// Fault: Forbidden.
func (s *Service) Planned(ctx context.Context, who permission.Principal) (Banner, error) {
	if err := s.allow(ctx, who, permission.AdministerStaff, permission.Resource{Type: permission.House}); err != nil {
		return Banner{}, err
	}
	return s.readBanner(ctx)
}

// Banner answers the text that pages show now, or "". Every node reads it again after a few seconds; while one request
// reads, the others go on with what is known, and a database that does not answer stops no page.
func (s *Service) Banner(ctx context.Context) string {
	s.mu.RLock()
	b, fresh := s.banner, time.Since(s.readAt) < bannerAge
	s.mu.RUnlock()
	if !fresh && s.reading.TryLock() {
		short, cancel := context.WithTimeout(ctx, bannerWait)
		now, err := s.readBanner(short)
		cancel()
		s.mu.Lock()
		if err == nil {
			s.banner = now
		}
		b, s.readAt = s.banner, time.Now() // after a failure too: the next request must not wait as well
		s.mu.Unlock()
		s.reading.Unlock()
	}
	if !b.On(s.Clock.Now()) {
		return ""
	}
	return b.Text
}

func (s *Service) readBanner(ctx context.Context) (b Banner, err error) {
	text, err := s.Store.Setting(ctx, bannerKey)
	if err == nil && text != "" {
		err = fault.Wrap(json.Unmarshal([]byte(text), &b), "reading the banner")
	}
	return b, err
}
