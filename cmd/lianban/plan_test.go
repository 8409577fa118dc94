package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPlanPrintsOnePage(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	c := PlanCmd{situation: situation{Scenario: "restaurant", Area: "zhifu", Known: "all",
		Answers: "catering_size=regular,venue_area=320,fire_route=ordinary,sells_raw_food=no,wants_sign=yes"}}
	if err := c.run(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"食品经营许可（新办）", "因为您选了「一般餐饮」", "全程11个工作日", "15 → 8份", "公开数字 37 -> 4，由各事项推算 20 -> 11", "示例"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.ContainsAny(out.String(), "{}[]") {
		t.Errorf("a text is not whole:\n%s", out.String())
	}
}

func TestPlanReadsAnswersFromAFileAndPrintsJSON(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "answers.json")
	if err := os.WriteFile(file, []byte(`{"catering_size": "small", "venue_area": 45, "wants_sign": false}`), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := PlanCmd{situation: situation{Scenario: "restaurant", Area: "zhifu", Known: "none", Answers: "@" + file}, JSON: true}
	if err := c.run(&out); err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Complete bool
		Items    []struct{ Use string }
	}
	if err := json.Unmarshal(out.Bytes(), &plan); err != nil {
		t.Fatal(err)
	}
	if !plan.Complete || len(plan.Items) != 2 || plan.Items[1].Use != "small_catering.new" {
		t.Errorf("%+v", plan)
	}
}

func TestPlanRefusesWhatItDoesNotUnderstand(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		cmd  PlanCmd
		want string
	}{
		"no value":          {PlanCmd{situation: situation{Scenario: "restaurant", Area: "zhifu", Known: "all", Answers: "venue_area"}}, "venue_area"},
		"mistyped answer":   {PlanCmd{situation: situation{Scenario: "restaurant", Area: "zhifu", Known: "all", Answers: "venue_aera=1"}}, "是不是“venue_area”"},
		"no such scenario":  {PlanCmd{situation: situation{Scenario: "nothing", Area: "zhifu", Known: "all"}}, "没有这件事"},
		"no such area":      {PlanCmd{situation: situation{Scenario: "restaurant", Area: "beijing", Known: "all"}}, "没有这个地方"},
		"no number":         {PlanCmd{situation: situation{Scenario: "restaurant", Area: "zhifu", Known: "all", Answers: "venue_area=一百"}}, "只填数字"},
		"no such role":      {PlanCmd{situation: situation{Scenario: "restaurant", Area: "zhifu", Known: "all", Applicant: "cat"}}, "谁来办"},
		"unknown registers": {PlanCmd{situation: situation{Scenario: "restaurant", Area: "zhifu", Known: "some"}}, "some"},
	} {
		err := c.cmd.run(&bytes.Buffer{})
		if err == nil || !strings.Contains(sentence(err), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPackCheckFailsOnErrorsOnly(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := (&PackCheckCmd{Scenario: []string{"newborn"}}).run(&out, nil); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	dir := broken(t)
	out.Reset()
	err := (&PackCheckCmd{Packs: dir, JSON: true}).run(&out, nil)
	var report struct {
		Findings []struct{ Code, File, Cure, Sentence string }
	}
	if e := json.Unmarshal(out.Bytes(), &report); err == nil || e != nil || len(report.Findings) != 1 {
		t.Fatalf("%v, %v\n%s", err, e, out.String())
	}
	if f := report.Findings[0]; f.Code != "P102" || f.File != "library/a.yaml" || !strings.Contains(f.Sentence, "code") || f.Cure == "" {
		t.Errorf("%+v", f)
	}
}

func TestPackListNamesWhatOthersBuildOn(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := (&PackListCmd{JSON: true}).run(&out); err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(out.Bytes(), &list); err != nil || len(list) < 5 {
		t.Fatalf("%v\n%s", err, out.String())
	}
	for _, key := range []string{"id", "title", "audience", "stages", "special", "pilot", "evidence"} {
		if _, ok := list[0][key]; !ok {
			t.Errorf("the list lacks %s", key)
		}
	}
	audience := map[any]any{}
	for _, x := range list {
		audience[x["id"]] = x["audience"]
	}
	if audience["company_change"] != "enterprise" || audience["newborn"] != "personal" {
		t.Errorf("%v", list)
	}
}

func TestPackRebaseRenewsAMovedBaseAndNothingElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, packsOf("")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "overlays", "longkou", "restaurant.yaml")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := (&PackRebaseCmd{Packs: dir}).Run(); err != nil {
		t.Fatal(err)
	}
	if same, _ := os.ReadFile(file); !bytes.Equal(before, same) {
		t.Error("a base that had not moved was renewed")
	}
	items := filepath.Join(dir, "library", "items", "catering.yaml")
	text, err := os.ReadFile(items)
	if err != nil {
		t.Fatal(err)
	}
	moved := strings.Replace(string(text), "site_inspection: {takes: 5 working days, after", "site_inspection: {takes: 4 working days, after", 1)
	if err := os.WriteFile(items, []byte(moved), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (&PackRebaseCmd{Packs: dir}).Run(); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	a, b := strings.Split(string(before), "\n"), strings.Split(string(after), "\n")
	for i := range a {
		if i < len(b) && a[i] != b[i] {
			changed++
		}
	}
	if len(a) != len(b) || changed != 2 || !strings.Contains(string(after), "4 working days") {
		t.Errorf("%d lines changed:\n%s", changed, after)
	}
	if _, err := catalogue(dir); err != nil {
		t.Error(err)
	}
}
