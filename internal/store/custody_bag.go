package store

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

const pieceColumns = "id, bag, holder, packed, material, name, original, copies, shelf, kept_at, version"

func (s *Store) scanPiece(r row) (p custody.Piece, err error) {
	var name []byte
	var at int64
	err = r.Scan(&p.ID, &p.Bag, &p.Holder, &p.Packed, &p.Material, &name, &p.Original, &p.Copies, &p.Shelf, &at, &p.Version)
	if err != nil {
		return p, err
	}
	p.KeptAt = moment(at)
	plain, err := s.opt.Seal.Open(pieceAAD(p.ID), name)
	p.Name = string(plain)
	return p, err
}

// Pieces reads pieces of paper in the order of their bags; those that are not there are left out.
func (s *Store) Pieces(ctx context.Context, ids ...ident.PieceID) ([]custody.Piece, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var args params
	ps, err := all(ctx, s.db, s.scanPiece, "SELECT "+pieceColumns+" FROM pieces WHERE "+in(&args, "id", ids)+" ORDER BY bag, kept_at, id", args...)
	return ps, fault.Wrap(err, "reading papers")
}

// PiecesHeld lists what holders have, oldest first, at most so many.
func (s *Store) PiecesHeld(ctx context.Context, most int, hs ...custody.Holder) ([]custody.Piece, error) {
	var args params
	text := "SELECT " + pieceColumns + " FROM pieces WHERE " + in(&args, "holder", hs) + " AND holder <> 'applicant' ORDER BY kept_at, id LIMIT " + args.put(most)
	ps, err := all(ctx, s.db, s.scanPiece, text, args...)
	return ps, fault.Wrap(err, "listing papers")
}

// A bag of a draft belongs to the case that the draft became.
const bagSelect = `SELECT b.no, b.draft_id, b.case_id, COALESCE(s.case_id, ''), b.area, b.scenario, b.trial, b.opened_at,
	COALESCE(c.no, '') FROM bags AS b
	LEFT JOIN snapshots AS s ON b.draft_id <> '' AND s.draft_id = b.draft_id
	LEFT JOIN cases AS c ON c.id = CASE WHEN b.case_id <> '' THEN b.case_id ELSE s.case_id END `

func scanBag(r row) (b custody.Bag, err error) {
	var at int64
	var became ident.CaseID
	err = r.Scan(&b.No, &b.Draft, &b.Case, &became, &b.Area, &b.Scenario, &b.Trial, &at, &b.CaseNo)
	if b.Case == "" {
		b.Case = became
	}
	b.OpenedAt = moment(at)
	return b, err
}

// Bag reads a bag with its pieces by the number on its label. Fault: NotFound custody.no_bag.
func (s *Store) Bag(ctx context.Context, no string) (custody.Bag, error) {
	bs, err := s.bags(ctx, "WHERE b.no = $1", no)
	if err == nil && len(bs) == 0 {
		err = fault.New(fault.NotFound, "custody.no_bag")
	}
	if err != nil {
		return custody.Bag{}, err
	}
	return bs[0], nil
}

// BagsOfDraft lists the bags that were opened for a draft, also after it became a case.
func (s *Store) BagsOfDraft(ctx context.Context, id ident.DraftID) ([]custody.Bag, error) {
	return s.bags(ctx, "WHERE b.draft_id = $1 AND b.draft_id <> '' ORDER BY b.no LIMIT 20", id)
}

// BagsOfCase lists the bags of a case: those of the draft that it was, and those opened for it since.
func (s *Store) BagsOfCase(ctx context.Context, id ident.CaseID) ([]custody.Bag, error) {
	return s.bags(ctx, `WHERE b.no IN (SELECT no FROM bags WHERE case_id = $1 AND case_id <> ''
		UNION SELECT x.no FROM bags AS x JOIN snapshots AS y ON y.draft_id = x.draft_id WHERE y.case_id = $1 AND x.draft_id <> '')
		ORDER BY b.no LIMIT 20`, id)
}

func (s *Store) bags(ctx context.Context, where string, args ...any) ([]custody.Bag, error) {
	bs, err := all(ctx, s.db, scanBag, bagSelect+where, args...)
	if err != nil {
		return nil, fault.Wrap(err, "reading bags")
	}
	return bs, s.fillBags(ctx, bs)
}

// fillBags reads the pieces of several bags in one statement.
func (s *Store) fillBags(ctx context.Context, bs []custody.Bag) error {
	if len(bs) == 0 {
		return nil
	}
	at := map[string]int{}
	nos := make([]string, len(bs))
	for i, b := range bs {
		at[b.No], nos[i] = i, b.No
	}
	var args params
	ps, err := all(ctx, s.db, s.scanPiece, "SELECT "+pieceColumns+" FROM pieces WHERE "+in(&args, "bag", nos)+" ORDER BY bag, kept_at, id", args...)
	for _, p := range ps {
		i := at[p.Bag]
		bs[i].Pieces = append(bs[i].Pieces, p)
	}
	return fault.Wrap(err, "reading the papers of bags")
}

// BagFilter narrows a list of bags. Only clauses without departments show bags: a bag is the window's.
type BagFilter struct {
	Scope permission.Filter
	Where string       // kind of a holder that has a piece of it; "" = anything that is not with the applicant; "all" = also empty bags
	Bag   string       // number, or its beginning
	Case  ident.CaseNo // of the case
}

// BagList is one page of bags, newest first.
type BagList struct {
	Bags  []custody.Bag
	Pages Pages
}

// Bags lists bags with their pieces.
func (s *Store) Bags(ctx context.Context, f BagFilter, p Page) (BagList, error) {
	cur, err := p.cursor(true, "b.opened_at", "b.no", keyInt)
	if err != nil {
		return BagList{}, err
	}
	var args params
	where := "WHERE " + bagScope(&args, f.Scope)
	switch f.Where {
	case "":
		where += " AND b.held > 0"
	case "all":
	case custody.KindApplicant:
		where += " AND b.held = 0"
	default:
		where += " AND EXISTS (SELECT 1 FROM pieces AS p WHERE p.bag = b.no AND p.holder >= " + args.put(f.Where+":") + " AND p.holder < " + args.put(f.Where+";") + ")"
	}
	if f.Bag != "" {
		where += " AND b.no >= " + args.put(f.Bag) + " AND b.no < " + args.put(f.Bag+"~")
	}
	if f.Case != "" {
		where += " AND c.no = " + args.put(f.Case)
	}
	bs, err := all(ctx, s.db, scanBag, bagSelect+where+cur.where(&args)+cur.order(&args), args...)
	if err != nil {
		return BagList{}, fault.Wrap(err, "listing bags")
	}
	list := BagList{}
	list.Bags, list.Pages = paginate(cur, bs, func(b custody.Bag) (any, string) { return micros(b.OpenedAt), b.No })
	return list, s.fillBags(ctx, list.Bags)
}

// bagScope is the condition of a filter for bags.
func bagScope(args *params, f permission.Filter) string {
	or := ""
	for _, c := range f.Any {
		if c.Departments != nil || c.Owners != nil {
			continue
		}
		cond := in(args, "b.area", c.Areas)
		if c.Scenarios != nil {
			cond += " AND " + in(args, "b.scenario", c.Scenarios)
		}
		if or != "" {
			or += " OR "
		}
		or += "(" + cond + ")"
	}
	if or == "" {
		return "1 = 0"
	}
	return "b.trial = " + args.put(f.Trial) + " AND (" + or + ")"
}

// Packable is a piece at a window whose case has an item case at some department.
type Packable struct {
	custody.Piece
	CaseNo     ident.CaseNo
	Case       ident.CaseID
	Area       string // of the department
	Department string
}

// PackablePieces lists the pieces that lie at windows, are on no list and belong to a case, once for each department
// that has an item of that case open; at most so many, oldest first.
func (s *Store) PackablePieces(ctx context.Context, windows []custody.Holder, trial bool, most int) ([]Packable, error) {
	var args params
	where := in(&args, "p.holder", windows) + " AND p.holder <> 'applicant' AND p.packed = '' AND b.trial = " + args.put(trial)
	ps, err := all(ctx, s.db, func(r row) (x Packable, err error) {
		x.Piece, err = s.scanPiece(widened{r, []any{&x.CaseNo, &x.Case, &x.Area, &x.Department}})
		return x, err
	}, `SELECT DISTINCT p.id, p.bag, p.holder, p.packed, p.material, p.name, p.original, p.copies, p.shelf, p.kept_at, p.version,
		i.case_no, i.case_id, i.area, i.department FROM pieces AS p
		JOIN bags AS b ON b.no = p.bag
		LEFT JOIN snapshots AS s ON b.draft_id <> '' AND s.draft_id = b.draft_id
		JOIN item_cases AS i ON i.case_id = CASE WHEN b.case_id <> '' THEN b.case_id ELSE s.case_id END
		WHERE `+where+` AND i.is_open = TRUE
		ORDER BY p.kept_at, p.id, i.area, i.department LIMIT `+args.put(most), args...)
	return ps, fault.Wrap(err, "listing papers for departments")
}

// widened scans more columns after those that a scan function knows.
type widened struct {
	row
	more []any
}

func (w widened) Scan(dest ...any) error { return w.row.Scan(append(dest, w.more...)...) }

// BagsByNo reads bags by number, without their pieces.
func (s *Store) BagsByNo(ctx context.Context, nos ...string) (map[string]custody.Bag, error) {
	out := map[string]custody.Bag{}
	if len(nos) == 0 {
		return out, nil
	}
	var args params
	bs, err := all(ctx, s.db, scanBag, bagSelect+"WHERE "+in(&args, "b.no", nos), args...)
	for _, b := range bs {
		out[b.No] = b
	}
	return out, fault.Wrap(err, "reading bags")
}
