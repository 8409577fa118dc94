package handling

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// rowsAtOnce is how many rows of a whole list are read at a time.
const rowsAtOnce = 200

// Rows hands every row of a filtered worklist that the principal may see to each, with the names of the handlers of its
// page; after most rows it stops and says that there were more.
func (s *Service) Rows(ctx context.Context, who permission.Principal, f Filter, most int, each func(WorkRow, map[ident.StaffID]string) error) (more bool, err error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return false, fault.New(fault.Login, "access.signed_out")
	}
	f.Scope = s.Guard.Scope(who).Filter()
	page, n := store.Page{Limit: rowsAtOnce}, 0
	for {
		list, err := s.Store.Worklist(ctx, f, page)
		if err != nil {
			return false, err
		}
		names, err := s.Store.StaffNames(ctx, handlersOf(list.Rows)...)
		if err != nil {
			return false, err
		}
		for _, r := range list.Rows {
			if n == most {
				return true, nil
			}
			if err := each(r, names); err != nil {
				return false, err
			}
			n++
		}
		if list.Pages.Next == "" {
			return false, nil
		}
		page.After = list.Pages.Next
	}
}

// verbExport names an export in the audit log; its words are "admin.verb.export_worklist".
const verbExport = "export_worklist"

// Export is Rows for a file that leaves the house: who took which list is in the audit log before the first row is read.
// filter says what was asked for, without names. Faults: Login; those of the log, without which nothing leaves.
func (s *Service) Export(ctx context.Context, who permission.Principal, f Filter, filter string, most int, each func(WorkRow, map[ident.StaffID]string) error) (more bool, err error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return false, fault.New(fault.Login, "access.signed_out")
	}
	err = s.Store.Noted(ctx, func(ctx context.Context) (store.Noting, error) {
		return store.Noting{Entries: []audit.Entry{{
			Actor: audit.Actor{ID: who.ID, Name: who.Name}, Verb: verbExport, Outcome: audit.Done, Details: filter,
			About: audit.About{Kind: "house", ID: "worklist"}, Address: audit.AddressOf(ctx),
		}}}, s.Store.StaffActive(ctx, who.ID)
	})
	if err != nil {
		return false, err
	}
	return s.Rows(ctx, who, f, most, each)
}

// Picked answers the rows of item cases that somebody has picked in a list, in the order of their clocks. What they may
// not see, and what no longer counts, is not there.
func (s *Service) Picked(ctx context.Context, who permission.Principal, picks []Target) ([]WorkRow, error) {
	wanted := map[ident.CaseNo]map[string]bool{}
	nos := []ident.CaseNo{}
	for _, t := range picks {
		if wanted[t.No] == nil {
			wanted[t.No] = map[string]bool{}
			nos = append(nos, t.No)
		}
		wanted[t.No][t.Slot] = true
	}
	var out []WorkRow
	_, err := s.Rows(ctx, who, Filter{Nos: nos, States: casework.States}, rowsAtOnce*len(nos), func(r WorkRow, _ map[ident.StaffID]string) error {
		if wanted[r.No][r.Slot] {
			out = append(out, r)
		}
		return nil
	})
	return out, err
}

// handlersOf lists who has rows in hand.
func handlersOf(rows []WorkRow) []ident.StaffID {
	var ids []ident.StaffID
	for _, r := range rows {
		if r.Handler != "" {
			ids = append(ids, r.Handler)
		}
	}
	return ids
}
