package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// broken is a folder of packs with a word that nobody knows.
func broken(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "library"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "library", "a.yaml"), []byte("areas:\n  yantai: {name: 烟台市, cod: \"370600\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// The log has what the schema of SARIF 2.1.0 requires, every result names a rule that is there, and its place is a line
// of a file in the folder.
func TestPackCheckWritesSarif(t *testing.T) {
	t.Parallel()
	dir := broken(t)
	var out bytes.Buffer
	if err := (&PackCheckCmd{Packs: dir, Format: "sarif"}).run(&out, nil); err == nil {
		t.Fatal("an error is no failure")
	}
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct {
						ID               string
						ShortDescription struct{ Text string }
						Help             struct{ Text string }
					}
				}
			}
			OriginalUriBaseIds map[string]struct{ URI string }
			Results            []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI, UriBaseId string }
						Region           struct{ StartLine, StartColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || !strings.HasSuffix(log.Schema, "sarif-2.1.0.json") || len(log.Runs) != 1 || len(log.Runs[0].Results) != 1 {
		t.Fatal(out.String())
	}
	run := log.Runs[0]
	r := run.Results[0]
	place := r.Locations[0].PhysicalLocation
	rule := run.Tool.Driver.Rules[r.RuleIndex]
	if run.Tool.Driver.Name == "" || rule.ID != "P102" || r.RuleID != "P102" || rule.ShortDescription.Text == "" || rule.Help.Text == "" {
		t.Errorf("rule %+v of %+v", rule, r)
	}
	if r.Level != "error" || !strings.Contains(r.Message.Text, "code") || place.ArtifactLocation.URI != "library/a.yaml" || place.Region.StartLine != 2 || place.Region.StartColumn < 1 {
		t.Errorf("%+v", r)
	}
	if base := run.OriginalUriBaseIds[place.ArtifactLocation.UriBaseId].URI; !strings.HasPrefix(base, "file:///") || !strings.HasSuffix(base, filepath.Base(dir)+"/") {
		t.Errorf("base %q", base)
	}
}

// It says which way each scenario was gone through and how many sets of answers there were, and draws nothing where there is no terminal.
func TestPackCheckSaysWhichWayItWent(t *testing.T) {
	t.Parallel()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var out, drawn bytes.Buffer
	if err := (&PackCheckCmd{Scenario: []string{"restaurant"}, Verbose: true}).run(&out, write); err != nil {
		t.Fatal(err)
	}
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := drawn.ReadFrom(read); err != nil || drawn.Len() > 0 {
		t.Errorf("a pipe got %q: %v", drawn.String(), err)
	}
	for _, want := range []string{"restaurant（yantai）：", "种回答逐一试过", "restaurant（longkou）：", "用时"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q lacks %q", out.String(), want)
		}
	}
}
