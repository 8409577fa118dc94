package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"

	"lianban/internal/base/lang"
)

// Sarif is a log of one run in SARIF 2.1.0 (OASIS), which code review tools read: findings stand beside the lines.
type Sarif struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool                `json:"tool"`
	ColumnKind string                   `json:"columnKind"`
	Bases      map[string]sarifLocation `json:"originalUriBaseIds,omitempty"`
	Results    []sarifResult            `json:"results"`
	Properties sarifCounts              `json:"properties"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name     string      `json:"name"`
	Language string      `json:"language"`
	Rules    []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
	Help  sarifText `json:"help"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"` // error, warning
	Message      sarifText         `json:"message"`
	Locations    []sarifPlace      `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
}

type sarifPlace struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifLocation `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"` // nil: the whole file
}

type sarifLocation struct {
	URI  string `json:"uri"`
	Base string `json:"uriBaseId,omitempty"`
}

type sarifRegion struct {
	Line   int `json:"startLine"`
	Column int `json:"startColumn,omitempty"`
}

type sarifCounts struct {
	Files      int `json:"files"`
	Scenarios  int `json:"scenarios"`
	Situations int `json:"situations"`
}

// packsBase is the name under which a SARIF log speaks of the folder of the packs.
const packsBase = "PACKS"

// Sarif writes the report as a SARIF log. Places are relative to the folder of the packs, whose URI is base; empty: unknown.
func (r Report) Sarif(l *lang.Texts, base string) Sarif {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}, Properties: sarifCounts{r.Files, r.Scenarios, r.Situations}}
	run.Tool.Driver = sarifDriver{Name: "lianban pack check", Language: "zh-CN"}
	for _, code := range Codes {
		finds, cure := general(l, code)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{code, sarifText{finds}, sarifText{cure}})
	}
	if base != "" {
		run.Bases = map[string]sarifLocation{packsBase: {URI: base}}
	}
	for _, f := range r.Findings {
		run.Results = append(run.Results, f.sarif(l))
	}
	return Sarif{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}}
}

func (f Finding) sarif(l *lang.Texts) sarifResult {
	said := f.Sentence(l)
	id := sha256.Sum256([]byte(f.Code + "\x00" + f.File + "\x00" + f.Scenario + "\x00" + said)) // lines move, what is wrong stays
	place := sarifPhysical{Artifact: sarifLocation{f.File, packsBase}}
	if f.Line > 0 {
		place.Region = &sarifRegion{f.Line, f.Column}
	}
	x := sarifResult{
		RuleID: f.Code, RuleIndex: slices.Index(Codes, f.Code), Level: "error", Locations: []sarifPlace{{place}},
		Fingerprints: map[string]string{"finding/v1": hex.EncodeToString(id[:16])},
	}
	if f.Warning {
		x.Level = "warning"
	}
	if f.Situation != "" {
		said += "\n" + l.Say("pack.print.situation", "situation", f.Situation)
	}
	x.Message = sarifText{said + "\n" + l.Say("pack.print.cure", "cure", f.Cure(l))}
	return x
}

var blank = regexp.MustCompile(`\{[a-z_]+\}`)

// general says without a case what a code finds and how it is mended.
func general(l *lang.Texts, code string) (finds, cure string) {
	return blank.ReplaceAllString(l.Say("pack."+code), "…"), blank.ReplaceAllString(l.Say("pack."+code+".cure"), "…")
}
