package running

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// What the doors name, because they do not know the store.
type (
	Page  = store.Page
	Pages = store.Pages
	Deed  = store.Deed
	Entry = audit.Entry
)

// Filter narrows the auditor's lists; zero values do not.
type Filter struct {
	Person string // login or name of who acted
	Verb   string
	From   calendar.Day
	Until  calendar.Day // the last day
}

var log = permission.Resource{Type: permission.AuditLog}

// AuditList is one page of the audit log; Unknown says that nobody has the login that was asked for.
type AuditList struct {
	store.AuditList
	Unknown bool
}

// Audit lists what was done to accounts, rights and the house, and who signed in, newest first. Fault: Forbidden.
func (s *Service) Audit(ctx context.Context, who permission.Principal, f Filter, p Page) (AuditList, error) {
	if err := s.allow(ctx, who, permission.Audit, log); err != nil {
		return AuditList{}, err
	}
	actor, known, err := s.actor(ctx, f.Person)
	if err != nil || !known {
		return AuditList{Unknown: !known}, err
	}
	x := store.AuditFilter{Actor: string(actor), Verb: f.Verb}
	if f.From != 0 {
		x.From = f.From.Time()
	}
	if f.Until != 0 {
		x.Until = (f.Until + 1).Time()
	}
	list, err := s.Store.Audit(ctx, x, p)
	return AuditList{AuditList: list}, err
}

// DeedList is one page of what staff did to cases; Unknown as in AuditList.
type DeedList struct {
	store.DeedList
	Names   map[ident.StaffID]string // of those in whose place somebody acted
	Unknown bool
}

// Deeds lists what staff did to cases: verb and case number, nothing of what stands in the case. Fault: Forbidden.
func (s *Service) Deeds(ctx context.Context, who permission.Principal, f Filter, p Page) (DeedList, error) {
	if err := s.allow(ctx, who, permission.Audit, log); err != nil {
		return DeedList{}, err
	}
	actor, known, err := s.actor(ctx, f.Person)
	if err != nil || !known {
		return DeedList{Unknown: !known}, err
	}
	list, err := s.Store.Deeds(ctx, store.DeedFilter{Actor: actor, Verb: f.Verb, From: f.From, Until: f.Until}, p)
	if err != nil {
		return DeedList{}, err
	}
	var ids []ident.StaffID
	for _, d := range list.Deeds {
		if d.For != "" {
			ids = append(ids, d.For)
		}
	}
	names, err := s.Store.StaffNames(ctx, ids...)
	return DeedList{DeedList: list, Names: names}, err
}

// actor answers whom a login names. The command line is nobody's account.
func (s *Service) actor(ctx context.Context, login string) (ident.StaffID, bool, error) {
	if login = strings.TrimSpace(login); login == "" || login == "command" {
		return ident.StaffID(login), true, nil
	}
	list, err := s.Store.StaffList(ctx, store.StaffFilter{Text: login}, store.Page{Limit: 2})
	for _, m := range list.Staff {
		if m.Login == strings.ToLower(login) || m.Name == login {
			return m.ID, true, err
		}
	}
	return "", false, err
}

// VerifyAudit checks the chain of the log from its first entry, and notes that it did. bad names the first bad entry.
func (s *Service) VerifyAudit(ctx context.Context, who permission.Principal) (c audit.Chain, bad, err error) {
	if err = s.allow(ctx, who, permission.Audit, log); err != nil {
		return c, nil, err
	}
	if c, bad, err = s.Store.VerifyAudit(ctx); err != nil {
		return c, nil, err
	}
	details := strconv.FormatInt(c.Seq, 10) + " " + c.Head
	if bad != nil {
		details = bad.Error()
	}
	err = s.noted(ctx, who, permission.Audit, log, verbVerify, "audit", lang.Chinese().Say("running.verify"), func(context.Context) ([]store.Write, string, error) {
		return nil, details, nil
	})
	return c, bad, err
}

// mostExport bounds one export, in rows.
const mostExport = 10_000

// ExportAudit writes what a filter finds as CSV that a spreadsheet opens, newest first, and notes that it was taken. What
// a spreadsheet would take for a formula is written as text. more says that there are older rows than it holds.
func (s *Service) ExportAudit(ctx context.Context, who permission.Principal, f Filter, cases bool, reason string, to io.Writer) (more bool, err error) {
	about := "audit"
	if cases {
		about = "deeds"
	}
	err = s.noted(ctx, who, permission.Audit, log, verbExport, about, reason, func(context.Context) ([]store.Write, string, error) {
		return nil, strings.Join([]string{f.Person, f.Verb, dayOr(f.From), dayOr(f.Until)}, "|"), nil
	})
	if err != nil {
		return false, err
	}
	if _, err := io.WriteString(to, "\ufeff"); err != nil { // spreadsheets take the text for UTF-8
		return false, err
	}
	w := csv.NewWriter(to)
	w.UseCRLF = true
	more, err = s.export(ctx, who, f, cases, func(row ...string) error {
		for i, cell := range row {
			row[i] = plain(cell)
		}
		return w.Write(row)
	})
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	return more, err
}

func dayOr(d calendar.Day) string {
	if d == 0 {
		return "-"
	}
	return d.String()
}

// export hands out the head line and the rows.
func (s *Service) export(ctx context.Context, who permission.Principal, f Filter, cases bool, put func(...string) error) (bool, error) {
	say := lang.Chinese().Say
	head := strings.Split(say("running.export.audit"), "|")
	if cases {
		head = strings.Split(say("running.export.cases"), "|")
	}
	if err := put(head...); err != nil {
		return false, err
	}
	at, n := Page{Limit: 200}, 0
	for n < mostExport {
		next := ""
		if cases {
			list, err := s.Deeds(ctx, who, f, at)
			if err != nil {
				return false, err
			}
			for _, d := range list.Deeds {
				if err := put(d.At.Format("2006-01-02 15:04:05"), d.Name, list.Names[d.For], d.Department, say("admin.deed."+d.Verb), string(d.No)); err != nil {
					return false, err
				}
			}
			n, next = n+len(list.Deeds), list.Pages.Next
		} else {
			list, err := s.Audit(ctx, who, f, at)
			if err != nil {
				return false, err
			}
			for _, e := range list.Entries {
				if err := put(strconv.FormatInt(e.Seq, 10), e.At.Format("2006-01-02 15:04:05"), e.Actor.Name, say("admin.verb."+e.Verb), e.About.Name, say("admin.outcome."+string(e.Outcome)), e.Reason, e.Details, e.Address, e.Hash); err != nil {
					return false, err
				}
			}
			n, next = n+len(list.Entries), list.Pages.Next
		}
		if next == "" {
			return false, nil
		}
		at.After = next
	}
	return true, nil
}

// plain keeps a cell from being a formula: spreadsheets compute what begins with these.
func plain(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
