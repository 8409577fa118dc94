package api

import (
	"encoding/base64"
	"slices"

	"lianban/internal/base/fault"
)

// Cursor asks for a place in a list that grows.
type Cursor struct {
	After  string `query:"after" maxLength:"500" doc:"Cursor: what follows it (next of an earlier answer)"`
	Before string `query:"before" maxLength:"500" doc:"Cursor: what precedes it (previous of an earlier answer)"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"20"`
}

// Short asks for a place in a list that is short as a rule: all of it, unless a limit is named.
type Short struct {
	After  string `query:"after" maxLength:"500" doc:"Cursor: what follows it (next of an earlier answer)"`
	Before string `query:"before" maxLength:"500" doc:"Cursor: what precedes it (previous of an earlier answer)"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"200"`
}

// Pages are the cursors around an answer.
type Pages struct {
	Next     string `json:"next,omitempty" doc:"Cursor for after; empty: the end"`
	Previous string `json:"previous,omitempty" doc:"Cursor for before; empty: the beginning"`
}

// cut answers one page of a list that is known as a whole. A cursor names a row by its key, so that rows that come
// and go neither repeat nor hide others. Fault: Invalid store.cursor when the row of the cursor is gone.
func cut[T any](all []T, key func(T) string, in Short) ([]T, Pages, error) {
	from, to := 0, len(all)
	var err error
	switch {
	case in.After != "" && in.Before != "":
		return nil, Pages{}, noCursor("query.before")
	case in.After != "":
		if from, err = placeOf(all, key, in.After, "query.after"); err != nil {
			return nil, Pages{}, err
		}
		from++
		to = min(from+in.Limit, to)
	case in.Before != "":
		if to, err = placeOf(all, key, in.Before, "query.before"); err != nil {
			return nil, Pages{}, err
		}
		from = max(0, to-in.Limit)
	default:
		to = min(in.Limit, to)
	}
	page, around := slices.Clone(all[from:to]), Pages{}
	if len(page) > 0 && to < len(all) {
		around.Next = cursorOf(key(page[len(page)-1]))
	}
	if len(page) > 0 && from > 0 {
		around.Previous = cursorOf(key(page[0]))
	}
	return list(page), around, nil
}

func cursorOf(key string) string { return base64.RawURLEncoding.EncodeToString([]byte(key)) }

func placeOf[T any](all []T, key func(T) string, cursor, place string) (int, error) {
	wanted, err := base64.RawURLEncoding.DecodeString(cursor)
	i := slices.IndexFunc(all, func(x T) bool { return key(x) == string(wanted) })
	if err != nil || i < 0 {
		return 0, noCursor(place)
	}
	return i, nil
}

func noCursor(place string) error {
	return fault.New(fault.Invalid, "store.cursor").With(place, "store.cursor")
}
