package api_test

import (
	"net/http"
	"testing"

	"lianban/internal/domain/permission"
)

type piece struct {
	ID, Name, Shelf, Bag string
	Version              int64
	Holder               struct{ Kind, Area, Department string }
}

type paperBatch struct {
	No, State string
	Version   int64
	Counted   int
	Lines     []struct{ Piece, State string }
}

// shop is a small restaurant: one department has all of its items.
func (h *house) shop() kase {
	h.t.Helper()
	wang := h.applicant("王海", wang)
	d := wang.fill(wang.start(map[string]any{"catering_size": "small", "venue_area": 45, "wants_sign": false}))
	return wang.submit(d, "shop")
}

// Papers are kept for a case, carried to its department, counted there with a difference, and given back.
func TestPapersGoToTheDepartmentAndBackOverTheAPI(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.shop()
	department := k.Items[0].Department
	window := h.clerk("window", permission.See, permission.HandOver)
	officer := h.officer("officer", department, permission.Handle, permission.HandOver)

	var deed, again, drawing piece
	keep := map[string]any{"case_no": k.No, "name": "不动产权证书", "original": true, "shelf": "A-03"}
	window.ask(http.StatusCreated, &deed, http.MethodPost, "/api/v1/custody/pieces", keep, "Idempotency-Key", "k1")
	window.ask(http.StatusCreated, &again, http.MethodPost, "/api/v1/custody/pieces", keep, "Idempotency-Key", "k1")
	window.ask(http.StatusCreated, &drawing, http.MethodPost, "/api/v1/custody/pieces", map[string]any{"case_no": k.No, "name": "平面图"})
	if again.ID != deed.ID || deed.Holder.Kind != "window" || drawing.Bag != deed.Bag {
		t.Errorf("%+v, %+v, %+v", deed, again, drawing)
	}
	p := window.refused(http.StatusUnprocessableEntity, "custody.incomplete", http.MethodPost, "/api/v1/custody/pieces", map[string]any{"case_no": k.No})
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "#/name" {
		t.Errorf("%+v", p.Errors)
	}

	var parcels struct {
		Parcels []struct {
			From, To map[string]any
			Pieces   []piece
		}
	}
	window.ask(http.StatusOK, &parcels, http.MethodGet, "/api/v1/custody/parcels", nil)
	if len(parcels.Parcels) != 1 || parcels.Parcels[0].To["department"] != department || len(parcels.Parcels[0].Pieces) != 2 {
		t.Fatalf("%+v", parcels)
	}
	var b paperBatch
	refs := []any{map[string]any{"id": deed.ID, "seen_version": deed.Version}, map[string]any{"id": drawing.ID}}
	p = window.refused(http.StatusUnprocessableEntity, "custody.incomplete", http.MethodPost, "/api/v1/custody/batches", map[string]any{
		"from": parcels.Parcels[0].From, "to": map[string]any{"kind": "department", "area": "zhifu", "department": "police"}, "pieces": refs,
	})
	if len(p.Errors) != 1 || p.Errors[0].Code != "custody.wrong_way" || p.Errors[0].Pointer != "#/pieces" {
		t.Errorf("%+v", p.Errors)
	}
	a := window.ask(http.StatusCreated, &b, http.MethodPost, "/api/v1/custody/batches", map[string]any{
		"from": parcels.Parcels[0].From, "to": parcels.Parcels[0].To, "pieces": refs,
	}, "Idempotency-Key", "k2")
	at := a.header.Get("Location")
	tag := a.header.Get("ETag")
	if at != "/api/v1/custody/batches/"+b.No || tag == "" {
		t.Errorf("location %q, tag %q", at, tag)
	}
	officer.refused(http.StatusNotFound, "custody.no_batch", http.MethodGet, at, nil)
	window.refused(http.StatusUnprocessableEntity, "custody.miscounted", http.MethodPost, at+"/hand-over", map[string]any{"counted": 1})
	window.ask(http.StatusOK, &b, http.MethodPost, at+"/hand-over", map[string]any{"counted": 2}, "If-Match", tag)
	window.refused(http.StatusPreconditionFailed, "custody.changed", http.MethodPost, at+"/hand-over", map[string]any{"counted": 2}, "If-Match", tag)
	window.refused(http.StatusForbidden, "permission.missing.hand_over", http.MethodPost, at+"/receive", map[string]any{"counted": 2})
	officer.ask(http.StatusOK, &b, http.MethodPost, at+"/report-difference", map[string]any{
		"seen_version": b.Version, "pieces": []string{deed.ID}, "note": "没有平面图",
	})
	if b.State != "differing" || b.Counted != 1 {
		t.Errorf("%+v", b)
	}
	officer.ask(http.StatusOK, &b, http.MethodPost, at+"/receive", map[string]any{"counted": 1})
	if b.State != "closed" || b.Lines[1].State != "arrived" {
		t.Errorf("%+v", b)
	}

	window.refused(http.StatusConflict, "custody.not_here.department", http.MethodPost, "/api/v1/custody/pieces/return", map[string]any{"pieces": refs[1:]})
	officer.ask(http.StatusOK, &parcels, http.MethodGet, "/api/v1/custody/parcels", nil)
	officer.ask(http.StatusCreated, &b, http.MethodPost, "/api/v1/custody/batches", map[string]any{
		"from": parcels.Parcels[0].From, "to": parcels.Parcels[0].To, "pieces": refs[1:],
	})
	officer.ask(http.StatusOK, nil, http.MethodPost, "/api/v1/custody/batches/"+b.No+"/hand-over", map[string]any{"counted": 1})
	window.ask(http.StatusOK, nil, http.MethodPost, "/api/v1/custody/batches/"+b.No+"/receive", map[string]any{"counted": 1})
	window.ask(http.StatusOK, nil, http.MethodPost, "/api/v1/custody/pieces/move", map[string]any{"pieces": refs[1:], "shelf": "B-01"})
	window.ask(http.StatusOK, nil, http.MethodPost, "/api/v1/custody/pieces/return", map[string]any{"pieces": refs[1:], "to": "本人"})

	var file struct {
		Held  int
		Moves []struct{ Verb string }
	}
	window.ask(http.StatusOK, &file, http.MethodGet, "/api/v1/custody/bags/"+deed.Bag, nil)
	if file.Held != 1 || len(file.Moves) == 0 || file.Moves[0].Verb != "return" {
		t.Errorf("%+v", file)
	}
	var bags struct{ Bags []struct{ No string } }
	window.ask(http.StatusOK, &bags, http.MethodGet, "/api/v1/custody/bags?case="+k.No, nil)
	if len(bags.Bags) != 1 || bags.Bags[0].No != deed.Bag {
		t.Errorf("%+v", bags)
	}
	var batches struct{ Batches []paperBatch }
	officer.ask(http.StatusOK, &batches, http.MethodGet, "/api/v1/custody/batches", nil)
	if len(batches.Batches) != 2 {
		t.Errorf("%+v", batches)
	}
}

// Who keeps no papers learns nothing about them; an applicant sees where their own are.
func TestPapersInCustodyAreNobodyElsesBusiness(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.shop()
	window := h.clerk("window", permission.See, permission.HandOver)
	var kept piece
	window.ask(http.StatusCreated, &kept, http.MethodPost, "/api/v1/custody/pieces", map[string]any{"case_no": k.No, "name": "租赁合同"})
	stranger := h.officer("stranger", "police", permission.Handle, permission.HandOver)
	owner, li := h.applicant("王海", wang), h.applicant("李山", other)

	var pieces struct{ Pieces []piece }
	owner.ask(http.StatusOK, &pieces, http.MethodGet, "/api/v1/cases/"+k.No+"/pieces", nil)
	if len(pieces.Pieces) != 1 || pieces.Pieces[0].ID != kept.ID {
		t.Errorf("%+v", pieces)
	}
	li.refused(http.StatusNotFound, "store.no_case", http.MethodGet, "/api/v1/cases/"+k.No+"/pieces", nil)
	stranger.refused(http.StatusNotFound, "store.no_case", http.MethodGet, "/api/v1/cases/"+k.No+"/pieces", nil)
	stranger.refused(http.StatusNotFound, "custody.no_bag", http.MethodGet, "/api/v1/custody/bags/"+kept.Bag, nil)
	stranger.refused(http.StatusNotFound, "store.no_case", http.MethodPost, "/api/v1/custody/pieces", map[string]any{"case_no": k.No, "name": "x"})
	d := owner.start(map[string]any{"catering_size": "small", "venue_area": 45, "wants_sign": false})
	stranger.refused(http.StatusNotFound, "store.no_draft", http.MethodGet, "/api/v1/drafts/"+d.ID+"/pieces", nil)
	window.ask(http.StatusOK, &pieces, http.MethodGet, "/api/v1/drafts/"+d.ID+"/pieces", nil)
	one := map[string]any{"pieces": []any{map[string]any{"id": kept.ID}}, "shelf": "B"}
	stranger.refused(http.StatusForbidden, "permission.missing.hand_over", http.MethodPost, "/api/v1/custody/pieces/move", one)
	for path, body := range map[string]any{
		"/api/v1/custody/pieces/move": one, "/api/v1/custody/batches/ZF-260310-P01/receive": map[string]any{}, "/api/v1/custody/pieces": map[string]any{"case_no": k.No},
	} {
		client{house: h}.refused(http.StatusUnauthorized, "api.no_token", http.MethodPost, path, body)
		owner.refused(http.StatusForbidden, "api.wrong_token", http.MethodPost, path, body)
	}
	for _, path := range []string{"/api/v1/custody/bags", "/api/v1/custody/batches", "/api/v1/custody/parcels", "/api/v1/drafts/" + d.ID + "/pieces"} {
		client{house: h}.refused(http.StatusUnauthorized, "api.no_token", http.MethodGet, path, nil)
		owner.refused(http.StatusForbidden, "api.wrong_token", http.MethodGet, path, nil)
	}
}
