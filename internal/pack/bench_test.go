package pack

import (
	"strconv"
	"testing"

	"lianban/internal/domain/scenario"
	"lianban/packs"
)

func situationOf(area int) scenario.Situation {
	return scenario.Situation{Known: scenario.Known{All: true}, Answers: map[string]any{
		"catering_size": "regular", "venue_area": strconv.Itoa(area), "fire_route": "ordinary", "sells_raw_food": "no", "wants_sign": "yes"}}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, _, err := Load(packs.FS); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	cat, _, err := Load(packs.FS)
	if err != nil {
		b.Fatal(err)
	}
	lib := cat.LibraryFor("restaurant", "zhifu")
	for b.Loop() {
		if _, err := scenario.Compile(lib, lib.Scenarios["restaurant"], "zhifu", situationOf(320)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompileKept(b *testing.B) {
	cat, _, err := Load(packs.FS)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := cat.Compile("restaurant", "zhifu", situationOf(320)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoadKept(b *testing.B) {
	dir := b.TempDir()
	if _, _, err := LoadKept(packs.FS, dir); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := LoadKept(packs.FS, dir); err != nil {
			b.Fatal(err)
		}
	}
}
