-- What became of each submitted case when a newer version of its scenario was published with "migrate": it moved, or why not.

-- +goose Up
CREATE TABLE version_moves (
  scenario {{KEY}} NOT NULL,
  area     {{KEY}} NOT NULL, -- of the version; empty: the city
  number   {{INT}} NOT NULL, -- of the version
  case_id  {{KEY}} NOT NULL,
  why      {{KEY}} NOT NULL, -- why it stayed on its version; empty: it moved
  at       {{INT}} NOT NULL,
  PRIMARY KEY (scenario, area, number, case_id)
) {{STRICT}};
CREATE INDEX item_cases_live ON item_cases (scenario, case_id) WHERE is_open = TRUE;
