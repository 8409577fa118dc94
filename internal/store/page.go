package store

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
)

// Page is a place in a list: at most one of After and Before, as given by Pages of the answer before.
type Page struct {
	After  string // cursor: what follows it
	Before string // cursor: what precedes it
	Limit  int    // 0 = 20, at most 200
}

// Pages are the cursors around an answer; "" = nothing there.
type Pages struct {
	Next string
	Prev string
}

// keyKind is the type of the first column of a list's order.
type keyKind byte

const (
	keyInt  keyKind = 'i'
	keyText keyKind = 't'
)

// cursor is a page as a statement needs it: a keyset, never an offset, so that rows that come and go
// neither repeat nor hide others. The order is (col, id).
type cursor struct {
	col, id string
	kind    keyKind
	down    bool // the list runs from the greatest to the least
	back    bool // reading towards the beginning of the list
	from    bool // a place was given
	value   any
	row     string
	limit   int
}

// cursor reads a page's cursor for a list that is ordered by col and id.
func (p Page) cursor(down bool, col, id string, kind keyKind) (cursor, error) {
	c := cursor{col: col, id: id, kind: kind, down: down, limit: p.Limit}
	if c.limit <= 0 {
		c.limit = 20
	}
	c.limit = min(c.limit, 200)
	text := p.After
	if p.Before != "" {
		text, c.back = p.Before, true
	}
	if text == "" {
		return c, nil
	}
	c.from = true
	raw, err := base64.RawURLEncoding.DecodeString(text)
	value, row, ok := strings.Cut(string(raw), "|")
	if err != nil || !ok || value == "" || value[0] != byte(kind) {
		return c, fault.New(fault.Invalid, "store.cursor")
	}
	c.row, c.value = row, value[1:]
	if kind == keyInt {
		if c.value, err = strconv.ParseInt(value[1:], 10, 64); err != nil {
			return c, fault.New(fault.Invalid, "store.cursor")
		}
	}
	return c, nil
}

// where answers the condition of the page, beginning with AND, or nothing.
func (c cursor) where(args *params) string {
	if !c.from {
		return ""
	}
	sign := " > "
	if c.down != c.back {
		sign = " < "
	}
	if c.col == c.id {
		return " AND " + c.col + sign + args.put(c.value)
	}
	return " AND (" + c.col + ", " + c.id + ")" + sign + "(" + args.put(c.value) + ", " + args.put(c.row) + ")"
}

// order answers the order and the limit; one row more than asked tells whether there is another page.
func (c cursor) order(args *params) string {
	way := ""
	if c.down != c.back {
		way = " DESC"
	}
	by := " ORDER BY " + c.col + way
	if c.col != c.id {
		by += ", " + c.id + way
	}
	return by + " LIMIT " + args.put(c.limit+1)
}

func (c cursor) text(value any, row string) string {
	v, isText := value.(string)
	if !isText {
		v = strconv.FormatInt(value.(int64), 10)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(string(c.kind) + v + "|" + row))
}

// paginate puts the rows of a page into the order of the list and answers the cursors around them. key
// answers the value of col and of id of a row.
func paginate[T any](c cursor, rows []T, key func(T) (any, string)) ([]T, Pages) {
	more := len(rows) > c.limit
	if more {
		rows = rows[:c.limit]
	}
	if c.back {
		slices.Reverse(rows)
	}
	var p Pages
	if len(rows) == 0 {
		return rows, p
	}
	if more || c.back {
		p.Next = c.text(key(rows[len(rows)-1]))
	}
	if c.from && !c.back || c.back && more {
		p.Prev = c.text(key(rows[0]))
	}
	return rows, p
}
