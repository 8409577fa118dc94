package filing

import (
	"context"
	"io"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// How long a telephone may hand in, and how many files.
const (
	scanLife = 15 * time.Minute
	scanUses = 10
)

// ScanOffer lets a telephone hand in one paper.
type ScanOffer struct {
	Secret    string // in the address behind the QR code; told once
	Material  string // name, as people read it
	ExpiresAt time.Time
}

// OfferScan makes a short-lived code with which a telephone hands in one paper of a clerk's draft, and nothing else.
// Faults: NotFound.
func (s *Service) OfferScan(ctx context.Context, who permission.Principal, id ident.DraftID, key string) (ScanOffer, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return ScanOffer{}, err
	}
	m, ok := f.Material(key)
	if !ok || f.Draft.Clerk == "" {
		return ScanOffer{}, fault.New(fault.NotFound, "filing.no_material")
	}
	o := ScanOffer{Secret: s.NewSecret(), Material: m.Name, ExpiresAt: time.Now().Add(scanLife)}
	return o, s.Store.AddScanCode(ctx, store.ScanCode{
		Draft: id, Material: key, Clerk: f.Draft.Clerk, UsesLeft: scanUses, ExpiresAt: o.ExpiresAt,
	}, o.Secret)
}

// ScanPage is what a telephone sees: the paper and its rule, and nothing about anybody.
type ScanPage struct {
	Scenario  string
	Material  scenario.Material
	Files     int // handed in so far
	Left      int // how many more it may hand in
	ExpiresAt time.Time
}

// ScanOf answers what a secret lets hand in. Fault: NotFound store.no_scan_code.
func (s *Service) ScanOf(ctx context.Context, secret string) (ScanPage, error) {
	code, f, m, err := s.scan(ctx, secret)
	if err != nil {
		return ScanPage{}, err
	}
	return ScanPage{
		Scenario: f.Plan.Scenario.Name, Material: m, Files: len(f.PapersFor(m)), Left: code.UsesLeft, ExpiresAt: code.ExpiresAt,
	}, nil
}

// ScanUpload hands in a file from a telephone. Faults: NotFound store.no_scan_code, those of Upload.
func (s *Service) ScanUpload(ctx context.Context, secret, name string, content io.Reader) error {
	code, f, m, err := s.scan(ctx, secret)
	if err != nil {
		return err
	}
	if err := s.Store.UseScanCode(ctx, secret); err != nil {
		return err
	}
	_, err = s.keepPaper(ctx, f, "staff:"+string(code.Clerk)+"/telephone", UploadInput{Material: m.Key, Name: name, Content: content})
	return err
}

// scan opens the draft of a code. A draft that was submitted or thrown away ends the code.
func (s *Service) scan(ctx context.Context, secret string) (store.ScanCode, *Filing, scenario.Material, error) {
	var m scenario.Material
	code, err := s.Store.ScanCode(ctx, secret)
	if err != nil {
		return code, nil, m, err
	}
	if err := s.Store.StaffActive(ctx, string(code.Clerk)); fault.Is(err, fault.Login) { // the clerk's account is closed
		return code, nil, m, fault.New(fault.NotFound, "store.no_scan_code")
	}
	f, err := s.read(ctx, code.Draft)
	if err == nil {
		var ok bool
		if m, ok = f.Material(code.Material); !ok || f.Draft.Clerk != code.Clerk {
			err = fault.New(fault.NotFound, "store.no_scan_code")
		}
	}
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.NotFound, "store.no_scan_code")
	}
	return code, f, m, err
}
