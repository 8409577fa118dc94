package running_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/running"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

func hat(can permission.Permission) permission.Principal {
	return permission.Principal{Kind: permission.Staff, ID: "staff-" + string(can), Name: "矫健", Active: true, Posts: []permission.Post{{
		Area: "yantai", EveryDepartment: true, Permissions: []permission.Permission{can},
	}}}
}

func node(t *testing.T) (*running.Service, *clock.Movable) {
	t.Helper()
	tree, err := permission.NewTree(map[string]string{"yantai": ""})
	if err != nil {
		t.Fatal(err)
	}
	at := clock.NewFrozen(storetest.Start)
	o := storetest.Options()
	o.Clock = at
	return &running.Service{Store: storetest.Open(t, o), Guard: permission.NewGuard(tree), Clock: at}, at
}

func wants(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	for _, f := range fault.Of(err).Fields {
		if f.Key == key && fault.Is(err, kind) {
			return
		}
	}
	if err == nil || !fault.Is(err, kind) || fault.Of(err).Key != key {
		t.Fatalf("want %s %s, got %v", kind, key, err)
	}
}

func TestABannerHangsFromThenUntilThen(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, at := node(t)
	now := at.Now()
	good := running.Banner{Text: "今晚维护，草稿都在。", From: now.Add(time.Hour), Until: now.Add(2 * time.Hour)}
	for key, spoil := range map[string]func(*running.Banner){
		"running.banner.text":  func(b *running.Banner) { b.Text = strings.Repeat("长", 121) },
		"running.banner.from":  func(b *running.Banner) { b.From = time.Time{} },
		"running.banner.until": func(b *running.Banner) { b.Until = b.From },
		"running.banner.past":  func(b *running.Banner) { b.From, b.Until = now.Add(-2*time.Hour), now.Add(-time.Hour) },
		"running.banner.long":  func(b *running.Banner) { b.Until = b.From.AddDate(0, 0, 32) },
	} {
		b := good
		spoil(&b)
		wants(t, s.SetBanner(ctx, hat(permission.AdministerStaff), b, "升级"), fault.Invalid, key)
	}
	wants(t, s.SetBanner(ctx, hat(permission.AdministerRights), good, "升级"), fault.Forbidden, "permission.missing.administer_staff")
	wants(t, s.SetBanner(ctx, hat(permission.AdministerStaff), good, ""), fault.Invalid, "access.reason")
	wants(t, s.ClearBanner(ctx, hat(permission.AdministerStaff), "升级"), fault.NotNow, "running.no_banner")
	if err := s.SetBanner(ctx, hat(permission.AdministerStaff), good, "升级"); err != nil {
		t.Fatal(err)
	}
	for wait, want := range map[time.Duration]string{0: "", time.Hour: good.Text, 2*time.Hour - time.Second: good.Text, 2 * time.Hour: ""} {
		at.Set(now.Add(wait))
		if got := s.Banner(ctx); got != want {
			t.Errorf("after %s: %q", wait, got)
		}
	}
	at.Set(now.Add(time.Hour))
	if err := s.ClearBanner(ctx, hat(permission.AdministerStaff), "提前完成"); err != nil {
		t.Fatal(err)
	}
	if got := s.Banner(ctx); got != "" {
		t.Errorf("still hangs: %q", got)
	}
}

// A database that does not answer stops no page: the last known banner stays.
func TestABannerOutlivesTheDatabase(t *testing.T) {
	t.Parallel()
	s, at := node(t)
	b := running.Banner{Text: "今晚维护，草稿都在。", From: at.Now(), Until: at.Now().Add(time.Hour)}
	if err := s.SetBanner(t.Context(), hat(permission.AdministerStaff), b, "升级"); err != nil {
		t.Fatal(err)
	}
	if s.Banner(t.Context()) != b.Text {
		t.Fatal("no banner")
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if got := s.Banner(gone); got != b.Text {
		t.Errorf("%q", got)
	}
}

func TestOnlyTheAuditorReadsTheLog(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, _ := node(t)
	for _, who := range []permission.Principal{hat(permission.AdministerStaff), hat(permission.AdministerRights), hat(permission.SetRight)} {
		_, err := s.Audit(ctx, who, running.Filter{}, running.Page{})
		wants(t, err, fault.Forbidden, "permission.missing.audit")
		_, err = s.Deeds(ctx, who, running.Filter{}, running.Page{})
		wants(t, err, fault.Forbidden, "permission.missing.audit")
		_, _, err = s.VerifyAudit(ctx, who)
		wants(t, err, fault.Forbidden, "permission.missing.audit")
		_, err = s.ExportAudit(ctx, who, running.Filter{}, false, "检查", &bytes.Buffer{})
		wants(t, err, fault.Forbidden, "permission.missing.audit")
	}
}

// What a spreadsheet would compute is text, whatever somebody wrote as a reason; and the export itself is noted.
func TestAnExportComputesNothing(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, _ := node(t)
	evil := []string{`=HYPERLINK("http://x","y")`, "+1+1", "-2+3", "@SUM(A1)", "\tx", "普通原因"}
	for _, reason := range evil {
		err := s.Store.Noted(ctx, func(context.Context) (store.Noting, error) {
			return store.Noting{Entries: []audit.Entry{{Actor: audit.Actor{ID: "a", Name: reason}, Verb: "close_staff", Reason: reason, Outcome: audit.Done}}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	more, err := s.ExportAudit(ctx, hat(permission.Audit), running.Filter{}, false, "季度检查", &b)
	if err != nil || more {
		t.Fatal(more, err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2+len(evil) || !strings.Contains(b.String(), "季度检查") {
		t.Fatalf("%d rows", len(rows))
	}
	for _, row := range rows[1:] {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t", rune(cell[0])) {
				t.Errorf("a spreadsheet computes %q", cell)
			}
		}
	}
}
