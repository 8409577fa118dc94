package document

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lianban/internal/base/lang"
)

func inflate(b []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	out, _ := io.ReadAll(r)
	return out
}

func TestWrapLosesNothingAndFits(t *testing.T) {
	t.Parallel()
	p := newPen(renderer(t).fonts)
	noStart := lang.Chinese().Say("document.break.no_start")
	alphabet := []rune("申请人材料不齐全，。（）“”《》：abc 370602-2026 OK!")
	rapid.Check(t, func(t *rapid.T) {
		s := strings.TrimSpace(string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 120).Draw(t, "text")))
		width := rapid.Float64Range(30, 160).Draw(t, "width")
		indent := rapid.SampledFrom([]float64{0, 8}).Draw(t, "indent")
		lines := p.wrap(s, 4, width, indent)
		if got, want := dense(strings.Join(lines, "")), dense(s); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		for i, line := range lines {
			if w := p.width(line, 4); w > width+1e-6 && utf8.RuneCountInString(line) > 1 {
				t.Fatalf("line %d is %.1f wide of %.1f: %q", i, w, width, line)
			}
			first, _ := utf8.DecodeRuneInString(line)
			if i > 0 && line != "" && strings.ContainsRune(noStart, first) && p.width(lines[i-1], 4) < width-12 {
				t.Fatalf("line %d begins with %q: %q", i, first, lines)
			}
		}
	})
}

func TestWrapBreaksTheWayPeopleRead(t *testing.T) {
	t.Parallel()
	p := newPen(renderer(t).fonts)
	for _, c := range []struct{ in, want string }{
		{"一二三四五六七八", "一二三四五|六七八"},
		{"一二三四五，六七", "一二三四|五，六七"},            // no comma begins a line
		{"一二三四 ，六七", "一二三|四 ，六七"},            // nor after a space
		{"一二三四（五六）", "一二三四|（五六）"},            // no bracket ends one
		{"编号的37060号", "编号的|37060号"},          // a number stays whole
		{"第一行\n第二行", "第一行|第二行"},              // a line end stays
		{"a\tb\x00c", "a bc"},                // what has no form goes
		{"", ""},                             // nothing is one empty line
		{"abcdefghijklmnopqrst", "abcdefg|"}, // a word longer than a line breaks
	} {
		got := strings.Join(p.wrap(c.in, 4, 20, 0), "|")
		if strings.HasSuffix(c.want, "|") {
			if !strings.Contains(got, "|") || strings.ReplaceAll(got, "|", "") != c.in {
				t.Errorf("%q: %q", c.in, got)
			}
			continue
		}
		if got != c.want {
			t.Errorf("%q: want %q, got %q", c.in, c.want, got)
		}
	}
}
