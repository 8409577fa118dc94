// Package packs carries the sample city (示例城市): areas, departments, items, materials, fields, scenarios and
// calendars as data. 示例，依据公开资料整理，非官方.
package packs

import "embed"

// FS holds the files of the sample city.
//
//go:embed all:library all:scenarios all:overlays all:calendars all:demo synonyms.yaml
var FS embed.FS
