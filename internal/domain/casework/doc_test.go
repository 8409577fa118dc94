package casework

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"lianban/internal/base/lang"
)

var update = flag.Bool("update", false, "write docs/state-machine.md from the table of verbs")

const stateMachine = "../../../docs/state-machine.md"

// The document is drawn from the table; a stale one fails.
func TestTheDocumentIsDrawnFromTheTable(t *testing.T) {
	t.Parallel()
	want := drawStateMachine(lang.Chinese())
	if *update {
		if err := os.WriteFile(stateMachine, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(stateMachine)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/state-machine.md is stale: run go test ./internal/domain/casework -run Document -update")
	}
}

func drawStateMachine(texts *lang.Texts) string {
	var b strings.Builder
	b.WriteString(`# The state machine of an item case

Drawn from ` + "`internal/domain/casework/table*.go`" + ` by its test; do not edit. The law column: XK = 行政许可法, RQ = local rules
on 容缺受理, CN42 = 国办发〔2020〕42号, LOC = a local rule is needed, M = general knowledge, I = inference, Pn = a parameter that
the city decides. Clocks: ` + "`-K1`" + ` stops, ` + "`+K3`" + ` starts, ` + "`-all`" + ` stops all.

## States
| state | 中文 | live | satisfies dependants | fails dependants |
|---|---|---|---|---|
`)
	for _, s := range States {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", s, texts.Say("casework.state."+string(s)), mark(s.Live()), mark(s.Satisfied()), mark(s.Failed()))
	}
	b.WriteString("\n## The ways\n```mermaid\nstateDiagram-v2\n    [*] --> waiting: submit\n    [*] --> received: submit\n")
	for _, row := range Table {
		if !row.Joint {
			drawArrows(&b, row)
		}
	}
	b.WriteString("```\n\n## Every verb\n")
	group := Group("")
	for _, row := range Table {
		if row.Group != group {
			group = row.Group
			fmt.Fprintf(&b, "\n### %s\n| verb | 中文 | from → to | who | clocks | law |\n|---|---|---|---|---|---|\n", group)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", row.Verb, texts.Say("casework.verb."+string(row.Verb)),
			way(row), join(row.Who, ", "), row.Clocks, row.Law)
	}
	b.WriteString("\n## State × verb\nA cell names who may; empty is \"not now\".\n\n| verb |")
	for _, s := range States {
		fmt.Fprintf(&b, " %s |", s)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(States)) + "\n")
	for _, row := range Table {
		if row.Joint {
			continue
		}
		fmt.Fprintf(&b, "| `%s` |", row.Verb)
		for _, s := range States {
			cell := ""
			if has(row.From, s) {
				cell = join(row.Who, ", ")
			}
			fmt.Fprintf(&b, " %s |", cell)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// drawArrows draws the arrows of a verb; where it leaves the state as it is nothing is drawn.
func drawArrows(b *strings.Builder, row Row) {
	for _, from := range row.From {
		for _, to := range row.Leads(from) {
			if from != to {
				fmt.Fprintf(b, "    %s --> %s: %s\n", from, to, row.Verb)
			}
		}
	}
}

func way(row Row) string {
	if row.Joint {
		return "joint case"
	}
	from := join(row.From, ", ")
	if len(row.From) == len(States) {
		from = "any"
	}
	switch {
	case len(row.To) == 0:
		return from + " → same"
	case len(row.Stays) > 0:
		return from + " → " + join(row.To, ", ") + " (" + join(row.Stays, ", ") + " stays)"
	}
	return from + " → " + join(row.To, ", ")
}

func join[T ~string](list []T, sep string) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = string(x)
	}
	return strings.Join(words, sep)
}

func mark(yes bool) string {
	if yes {
		return "yes"
	}
	return ""
}
