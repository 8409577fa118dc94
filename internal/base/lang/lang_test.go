package lang

import (
	"testing"
	"testing/fstest"
)

func TestSayFillsParameters(t *testing.T) {
	t.Parallel()
	got, err := load(fstest.MapFS{"x/a.txt": {Data: []byte("# note\na.b = 还剩 {n} 天\n")}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	if s := got.Say("a.b", "n", 3); s != "还剩 3 天" {
		t.Errorf("got %q", s)
	}
	if s := got.Say("nope"); s != "[nope]" {
		t.Errorf("a missing key must be visible, got %q", s)
	}
}

func TestLoadRefusesADoubleKeyAndALineWithoutKey(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a = 1\na = 2\n", "no key here\n"} {
		if _, err := load(fstest.MapFS{"x/a.txt": {Data: []byte(text)}}, "x"); err == nil {
			t.Errorf("%q must be refused", text)
		}
	}
}

func TestChineseTextsParse(t *testing.T) {
	t.Parallel()
	if !Chinese().Has("fault.internal") {
		t.Error("fault.internal is missing")
	}
}
