package api

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
)

func number(n int) string { return strconv.Itoa(n) }

// Whoever walks a list page by page, forwards and back, sees every row once and in order, whatever the limit.
func TestPagesMakeUpTheList(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfNDistinct(rapid.IntRange(0, 1000), 0, 30, rapid.ID).Draw(t, "all")
		limit := rapid.IntRange(1, 12).Draw(t, "limit")
		var seen []int
		in := Short{Limit: limit}
		last := Short{}
		for range 40 {
			page, around, err := cut(all, number, in)
			if err != nil {
				t.Fatal(err)
			}
			if page == nil || len(page) > limit {
				t.Fatalf("a page of %v", page)
			}
			seen = append(seen, page...)
			if around.Next == "" {
				last = Short{Before: around.Previous, Limit: limit}
				if len(page) == 0 || around.Previous == "" {
					last = Short{}
				}
				break
			}
			in = Short{After: around.Next, Limit: limit}
		}
		if !slices.Equal(seen, all) && len(seen)+len(all) > 0 {
			t.Fatalf("forwards %v of %v", seen, all)
		}
		if last.Before == "" {
			return
		}
		back := all[len(all)-1-(len(all)-1)%limit:]
		for last.Before != "" {
			page, around, err := cut(all, number, last)
			if err != nil {
				t.Fatal(err)
			}
			back = append(page, back...)
			last.Before = around.Previous
		}
		if !slices.Equal(back, all) {
			t.Fatalf("back %v of %v", back, all)
		}
	})
}

func TestACursorOfNoRowIsRefused(t *testing.T) {
	t.Parallel()
	for _, in := range []Short{{After: "?", Limit: 3}, {Before: cursorOf("9"), Limit: 3}, {After: cursorOf("1"), Before: cursorOf("2"), Limit: 3}} {
		if _, _, err := cut([]int{1, 2, 3}, number, in); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", in, err)
		}
	}
}

// Every operation that answers a list takes a place in it.
func TestEveryListHasPages(t *testing.T) {
	t.Parallel()
	o := described()
	lists := 0
	for path, item := range o.Paths {
		if item.Get == nil || item.Get.Responses["200"].Content["application/json"] == nil {
			continue
		}
		schema := item.Get.Responses["200"].Content["application/json"].Schema
		if schema.Ref != "" {
			schema = o.Components.Schemas.SchemaFromRef(schema.Ref)
		}
		if schema.Properties["next"] == nil {
			continue
		}
		lists++
		for _, want := range []string{"after", "before", "limit"} {
			found := false
			for _, p := range item.Get.Parameters {
				found = found || p.Name == want
			}
			if !found {
				t.Errorf("%s takes no %s", path, want)
			}
		}
	}
	if lists != 30 {
		t.Errorf("%d lists", lists)
	}
}
