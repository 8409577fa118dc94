-- Consents to share (同意共享): what a person allowed, for a draft or for an item of a case. Rows of items are a projection of
-- them; rows of drafts go over to the case that the draft becomes. What a register gave under one is sealed.

-- +goose Up
CREATE TABLE consents (
  id       {{KEY}} NOT NULL PRIMARY KEY,
  person   {{KEY}} NOT NULL,
  draft_id {{KEY}} NOT NULL, -- given when a draft was begun; else empty
  case_id  {{KEY}} NOT NULL, -- empty while the draft is none
  slot     {{KEY}} NOT NULL, -- of the item; empty: all of the draft
  register {{KEY}} NOT NULL,
  trial    {{BOOL}} NOT NULL,
  given    {{INT}} NOT NULL,
  withdrew {{INT}} NOT NULL, -- 0: it stands
  body     TEXT NOT NULL -- names; never a value
) {{STRICT}};
CREATE INDEX consents_by_person ON consents (person, trial, given, id);
CREATE INDEX consents_by_case ON consents (case_id) WHERE case_id <> '';
CREATE INDEX consents_by_draft ON consents (draft_id) WHERE draft_id <> '';
CREATE TABLE shared_records (
  consent {{KEY}} NOT NULL PRIMARY KEY,
  case_id {{KEY}} NOT NULL,
  slot    {{KEY}} NOT NULL,
  sealed  {{BYTES}} NOT NULL
) {{STRICT}};
CREATE INDEX shared_records_by_case ON shared_records (case_id);
