package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/domain/form"
)

// seam is one of the commands that answer line by line.
type seam = func(io.Reader, io.Writer) error

var seams = map[string]seam{"schema-check": checkSchemas, "rule-eval": evaluateRules}

func ask(t testing.TB, s seam, lines ...string) []map[string]json.RawMessage {
	t.Helper()
	var out bytes.Buffer
	if err := s(strings.NewReader(strings.Join(lines, "\n")), &out); err != nil {
		t.Fatal(err)
	}
	var answers []map[string]json.RawMessage
	for line := range strings.Lines(out.String()) {
		var a map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		answers = append(answers, a)
	}
	return answers
}

func TestSchemaCheckAnswersEveryLine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`{"schema":{"type":"string"},"instance":"x"}`:       `{"valid":true,"errors":[]}`,
		`{"schema":{"format":"cnid"},"instance":"1"}`:       `{"valid":false,"errors":[{"instanceLocation":"","keywordLocation":"/format","error":"'1' is not valid cnid: not a cnid"}]}`,
		`{"schema":{"type":"null"},"instance":null,"id":7}`: `{"valid":true,"errors":[]}`,
		`{"schema":true}`: `{"error":"\"instance\" is missing"}`,
		`{"instance":1}`:  `{"error":"\"schema\" is missing"}`,
		``:                ``,
		`[]`:              ``,
		`{"schema":{"$ref":"https://example.org/s"},"instance":1}`:        ``,
		`{"schema":{"type":"nonsense"},"instance":1}`:                     ``,
		"{\"schema\":true,\"instance\":\"\xff\"}":                         `{"error":"the line is not UTF-8"}`,
		"{\"schema\":{\"const\":\"中\"},\"instance\":\"\\u4e2d\"}\r":       `{"valid":true,"errors":[]}`,
		strings.Repeat("[", 20000) + strings.Repeat("]", 20000):           ``,
		`{"schema":true,"instance":"` + strings.Repeat("x", 5<<20) + `"}`: `{"valid":true,"errors":[]}`,
		strings.Repeat("x", longestLine+1):                                `{"error":"the line is longer than 16777216 bytes"}`,
	} {
		got := ask(t, checkSchemas, line, `{"schema":false,"instance":1}`)
		if len(got) != 2 {
			t.Fatalf("%.80s: %d answers", line, len(got))
		}
		if want == "" {
			if got[0]["error"] == nil || len(got[0]) != 1 {
				t.Errorf("%.80s: %s", line, got[0])
			}
		} else if text, _ := json.Marshal(got[0]); !same(t, want, string(text)) {
			t.Errorf("%.80s: %s", line, text)
		}
		if string(got[1]["valid"]) != "false" {
			t.Errorf("after %.80s: %s", line, got[1])
		}
	}
}

func same(t *testing.T, a, b string) bool {
	t.Helper()
	mistakes, err := form.CheckSchema([]byte(`{"const":`+a+`}`), []byte(b))
	return err == nil && len(mistakes) == 0
}

func TestRuleEvalAnswersEveryLine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`{"expr":"a > 3","vars":{"a":4}}`:     `{"value":true}`,
		`{"expr":"a == 1","vars":{"a":1}}`:    `{"value":true}`,
		`{"expr":"a","vars":{"a":null}}`:      `{"value":null}`,
		`{"expr":"'<' + a","vars":{"a":"&"}}`: `{"value":"<&"}`,
		`{"expr":"1 + 1"}`:                    `{"value":2}`,
		`{"expr":"1 + 1","vars":null}`:        `{"value":2}`,
		`{"expr":"a","vars":{"a":1e999}}`:     ``,
		`{"expr":"a"}`:                        ``,
		`{"expr":7}`:                          ``,
		`{"expr":null}`:                       ``,
		`{"vars":{}}`:                         `{"error":"\"expr\" is missing"}`,
		`{"expr":"a","vars":[]}`:              ``,
		`{"expr":"size(a)","vars":{"a":"` + strings.Repeat("中", longestLine/4) + `"}}`: `{"value":4194304}`,
	} {
		got := ask(t, evaluateRules, line, "  ")
		if len(got) != 2 || got[1]["error"] == nil {
			t.Fatalf("%.80s: %s", line, got)
		}
		if want == "" {
			if got[0]["error"] == nil || len(got[0]) != 1 {
				t.Errorf("%.80s: %s", line, got[0])
			}
		} else if text, _ := json.Marshal(got[0]); !same(t, want, string(text)) {
			t.Errorf("%.80s: %s", line, text)
		}
	}
}

// Whatever stands on a line, the answer is one line of JSON.
func TestOneLineInOneLineOut(t *testing.T) {
	t.Parallel()
	pieces := rapid.SampledFrom([]string{
		`{`, `}`, `[`, `]`, `"`, `:`, `,`, ` `, "\t", "\r", "\\", "\x00", "\xff", "中", `"schema"`, `"instance"`, `"expr"`, `"vars"`, `true`, `null`,
		`1e400`, `-0`, `{"type":"object"}`, `{"$ref":"#"}`, `{"not":{"$ref":"#"}}`, `{"pattern":"("}`, `{"format":"cnid"}`, `"a.b[0] > 1"`, `"1/0"`, `"[1].map(x, x)"`,
		`{"a":{"b":[1,"x",null]}}`, `{"int":1,"a-b":2,"":3}`,
	})
	line := rapid.OneOf(
		rapid.Map(rapid.SliceOfN(pieces, 0, 12), func(p []string) string { return strings.Join(p, "") }),
		rapid.Custom(func(t *rapid.T) string {
			return `{"schema":` + pieces.Draw(t, "s") + `,"instance":` + pieces.Draw(t, "i") + `}`
		}),
		rapid.Custom(func(t *rapid.T) string {
			return `{"expr":` + pieces.Draw(t, "e") + `,"vars":` + pieces.Draw(t, "v") + `}`
		}),
		rapid.Map(rapid.String(), func(s string) string { return strings.ReplaceAll(s, "\n", "") }),
	)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(line, 1, 6).Draw(t, "lines")
		end := rapid.SampledFrom([]string{"", "\n"}).Draw(t, "end")
		if end == "" && lines[len(lines)-1] == "" {
			end = "\n"
		}
		for name, s := range seams {
			var out bytes.Buffer
			if err := s(strings.NewReader(strings.Join(lines, "\n")+end), &out); err != nil {
				t.Fatal(err)
			}
			n := 0
			for answer := range strings.Lines(out.String()) {
				n++
				if !json.Valid([]byte(answer)) {
					t.Errorf("%s: %q", name, answer)
				}
			}
			if n != len(lines) {
				t.Errorf("%s: %d answers to %d lines", name, n, len(lines))
			}
		}
	})
}

// Somebody who asks and waits has the answer before the next question.
func TestAnswersDoNotWaitForMoreLines(t *testing.T) {
	t.Parallel()
	questions, ask := io.Pipe()
	answers, answer := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- evaluateRules(questions, answer) }()
	lines := bufio.NewScanner(answers)
	for range 3 {
		if _, err := io.WriteString(ask, `{"expr":"1 + 1"}`+"\n"); err != nil {
			t.Fatal(err)
		}
		if !lines.Scan() || lines.Text() != `{"value":2}` {
			t.Fatalf("answer %q", lines.Text())
		}
	}
	_ = ask.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestExportIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	s := situation{Scenario: "restaurant", Area: "zhifu", Known: "all", Answers: "catering_size=small,venue_area=45,wants_sign=no"}
	for name, run := range map[string]func(io.Writer) error{
		"plan": (&exportPlanCmd{s}).run, "schema": (&exportSchemaCmd{s}).run,
		"yaml": (&exportOpenapiCmd{}).run, "json": (&exportOpenapiCmd{JSON: true}).run,
	} {
		var first, second bytes.Buffer
		if err := run(&first); err != nil {
			t.Fatal(err)
		}
		if err := run(&second); err != nil {
			t.Fatal(err)
		}
		if first.String() != second.String() || first.Len() == 0 {
			t.Errorf("%s differs", name)
		}
		if name == "schema" {
			if _, err := form.CheckSchema(first.Bytes(), []byte(`{}`)); err != nil {
				t.Error(err)
			}
		}
	}
}
