-- Published packs (发布): each release is the whole tree of pack files, kept for good. A file is kept once, whoever holds it.
-- The release with the highest number counts; a roll-back is a new release with old content.

-- +goose Up
CREATE TABLE releases (
  seq     {{INT}} NOT NULL PRIMARY KEY,
  tree    {{KEY}} NOT NULL,   -- hash of all paths and contents
  at      {{INT}} NOT NULL,
  by_name TEXT NOT NULL,
  note    TEXT NOT NULL,
  back_to {{INT}} NOT NULL,   -- release whose content this one brings back; 0: none
  files   {{BYTES}} NOT NULL  -- path to hash, JSON, deflated
) {{STRICT}};
CREATE INDEX releases_by_tree ON releases (tree, seq);
CREATE TABLE pack_files (
  hash    {{KEY}} NOT NULL PRIMARY KEY, -- SHA-256 of the content
  content {{BYTES}} NOT NULL            -- deflated
) {{STRICT}};
-- What a scenario was in a place from when on. The version with the highest number counts.
CREATE TABLE scenario_versions (
  scenario {{KEY}} NOT NULL,
  area     {{KEY}} NOT NULL, -- of an overlay; empty: the city
  number   {{INT}} NOT NULL,
  seq      {{INT}} NOT NULL, -- release
  hash     {{KEY}} NOT NULL, -- content of the scenario and all that it reaches; empty: withdrawn
  running  {{KEY}} NOT NULL, -- what becomes of what was begun before: finish, upgrade, migrate
  at       {{INT}} NOT NULL,
  note     TEXT NOT NULL,
  body     TEXT NOT NULL,    -- what changed, JSON
  PRIMARY KEY (scenario, area, number)
) {{STRICT}};
CREATE INDEX scenario_versions_by_hash ON scenario_versions (scenario, hash, seq);
CREATE INDEX scenario_versions_by_release ON scenario_versions (seq, scenario, area);
