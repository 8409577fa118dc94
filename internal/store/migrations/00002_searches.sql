-- Searches without a hit, by their words alone: the backlog of synonyms. Nothing about who searched.

-- +goose Up
CREATE TABLE searches (
  words    {{KEY}} NOT NULL PRIMARY KEY, -- at most 40 characters, long numbers masked
  n        {{INT}} NOT NULL,
  first_at {{INT}} NOT NULL,
  last_at  {{INT}} NOT NULL
) {{STRICT}};
CREATE INDEX searches_by_age ON searches (last_at);
