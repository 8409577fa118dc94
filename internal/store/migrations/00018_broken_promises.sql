-- Promises that applicants did not keep (容缺, 告知承诺): a projection of item cases, rewritten with them. What was broken before
-- is taken over as far as rows of items tell it.

-- +goose Up
CREATE TABLE broken_promises (
  item_id {{KEY}} NOT NULL PRIMARY KEY,
  person  {{KEY}} NOT NULL,
  kind    {{KEY}} NOT NULL, -- gap, commitment
  day     {{KEY}} NOT NULL, -- on which it was broken
  case_no {{KEY}} NOT NULL,
  item    TEXT NOT NULL -- name
) {{STRICT}};
CREATE INDEX broken_promises_by_person ON broken_promises (person, day);
INSERT INTO broken_promises (item_id, person, kind, day, case_no, item)
  SELECT id, person, 'gap', decided, case_no, name FROM item_cases
  WHERE state = 'terminated' AND kind = 'gap_broken' AND decided IS NOT NULL AND trial = FALSE;
