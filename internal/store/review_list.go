package store

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
)

// BadReviewFilter says whose list of bad reviews it is, and which of them. Staff is who reads: anonymous reviews of cases in
// which they acted are not there.
type BadReviewFilter struct {
	Scope  permission.Filter
	Staff  ident.StaffID
	States []improvement.BadState
	Late   calendar.Day // not zero: only those whose day was before, and which wait for no supervisor
}

// BadReview is a bad review with the whole that it belongs to. What of it may be shown, its reader must ask of the review.
type BadReview struct {
	ID     string
	Review *improvement.Review
}

// Bad is the one that the row is about.
func (r BadReview) Bad() improvement.Bad { return *r.Review.Find(r.ID) }

// BadReviewList is one page of bad reviews.
type BadReviewList struct {
	Rows  []BadReview
	Pages Pages
}

func (f BadReviewFilter) where(args *params) string {
	text := scoped(f.Scope, args)
	if f.States != nil {
		states := make([]string, len(f.States))
		for i, s := range f.States {
			states[i] = string(s)
		}
		text += " AND " + in(args, "state", states)
	}
	if f.Late != 0 {
		text += " AND state <> 'appealed' AND due < " + args.put(f.Late.String())
	}
	return text + unseenBy(f.Staff, args)
}

// BadReviews lists bad reviews by their day, page by page.
func (s *Store) BadReviews(ctx context.Context, f BadReviewFilter, p Page) (BadReviewList, error) {
	open := len(f.States) == 0 || f.States[0].Open()
	cur, err := p.cursor(!open, "due", "id", keyText)
	if err != nil || f.Scope.None() {
		return BadReviewList{}, err
	}
	var args params
	text := "SELECT id, case_id, due FROM bad_reviews WHERE " + f.where(&args) + cur.where(&args) + cur.order(&args)
	text = "SELECT l.id, l.case_id, r.version, r.sealed FROM (" + text + ") l JOIN reviews r ON r.case_id = l.case_id ORDER BY l.due"
	way := ""
	if cur.down != cur.back {
		way = " DESC"
	}
	rows, err := all(ctx, s.db, s.scanBadReview, text+way+", l.id"+way, args...)
	if err != nil {
		return BadReviewList{}, fault.Wrap(err, "listing bad reviews")
	}
	list := BadReviewList{}
	list.Rows, list.Pages = paginate(cur, rows, func(r BadReview) (any, string) { return r.Bad().Due.String(), r.ID })
	return list, nil
}

func (s *Store) scanBadReview(r row) (x BadReview, err error) {
	var id ident.CaseID
	var version int64
	var sealed []byte
	if err = r.Scan(&x.ID, &id, &version, &sealed); err == nil {
		x.Review, err = s.openReview(id, version, sealed)
	}
	return x, err
}

// BadReview reads one of a scope; to whom the list does not show it, it does not exist. Fault: NotFound improvement.no_review.
func (s *Store) BadReview(ctx context.Context, f BadReviewFilter, id string) (BadReview, error) {
	var args params
	rows, err := all(ctx, s.db, s.scanBadReview, "SELECT l.id, l.case_id, r.version, r.sealed FROM (SELECT id, case_id FROM bad_reviews WHERE id = "+
		args.put(id)+" AND "+f.where(&args)+") l JOIN reviews r ON r.case_id = l.case_id", args...)
	if err == nil && len(rows) == 0 {
		err = fault.New(fault.NotFound, "improvement.no_review")
	}
	if err != nil {
		return BadReview{}, fault.Wrap(err, "reading a bad review")
	}
	return rows[0], nil
}

// BadReviewCounts is how many bad reviews of a scope stand in each state, and how many are late.
type BadReviewCounts struct {
	States map[improvement.BadState]int
	Late   int
}

// CountBadReviews counts what the list shows.
func (s *Store) CountBadReviews(ctx context.Context, f BadReviewFilter, today calendar.Day) (BadReviewCounts, error) {
	out := BadReviewCounts{States: map[improvement.BadState]int{}}
	if f.Scope.None() {
		return out, nil
	}
	var args params
	late := "CASE WHEN state IN ('owed', 'listed') AND due < " + args.put(today.String()) + " THEN 1 ELSE 0 END"
	err := s.db.query(ctx, func(r row) error {
		var state improvement.BadState
		var n, over int
		err := r.Scan(&state, &n, &over)
		out.States[state], out.Late = n, out.Late+over
		return err
	}, "SELECT state, count(*), sum("+late+") FROM bad_reviews WHERE "+f.where(&args)+" GROUP BY state", args...)
	return out, fault.Wrap(err, "counting bad reviews")
}

// CountGrades counts the reviews of a scope by grade since a day, anonymous and named alike. Rehearsals never count. A scope
// of one department sees none: a grade is of the whole.
func (s *Store) CountGrades(ctx context.Context, scope permission.Filter, since calendar.Day) (map[improvement.Grade]int, error) {
	var whole permission.Filter
	for _, c := range scope.Any {
		if c.Departments == nil {
			whole.Any = append(whole.Any, c)
		}
	}
	out := map[improvement.Grade]int{}
	if whole.None() {
		return out, nil
	}
	var args params
	err := s.db.query(ctx, func(r row) error {
		var g improvement.Grade
		var n int
		err := r.Scan(&g, &n)
		out[g] = n
		return err
	}, "SELECT grade, count(*) FROM reviews WHERE "+scoped(whole, &args)+counts+" AND rated_on >= "+args.put(since.String())+" GROUP BY grade", args...)
	return out, fault.Wrap(err, "counting reviews")
}
