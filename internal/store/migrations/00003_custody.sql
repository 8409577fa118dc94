-- Paper custody: bags, the pieces of paper in them, batches between holders, and a line for every move.

-- +goose Up
CREATE TABLE bags (
  no        {{KEY}} NOT NULL PRIMARY KEY,
  draft_id  {{KEY}} NOT NULL, -- stays when the draft becomes a case: snapshots.draft_id says which
  case_id   {{KEY}} NOT NULL,
  area      {{KEY}} NOT NULL,
  scenario  {{KEY}} NOT NULL,
  trial     {{BOOL}} NOT NULL,
  opened_at {{INT}} NOT NULL,
  held      {{INT}} NOT NULL CONSTRAINT bags__held CHECK (held >= 0) -- pieces that the applicant does not have
) {{STRICT}};
CREATE UNIQUE INDEX bags_by_draft ON bags (draft_id, area) WHERE draft_id <> '';
CREATE UNIQUE INDEX bags_by_case ON bags (case_id, area) WHERE case_id <> '';
CREATE INDEX bags_by_area ON bags (area, opened_at, no);

CREATE TABLE pieces (
  id        {{KEY}} NOT NULL PRIMARY KEY,
  bag       {{KEY}} NOT NULL,
  holder    {{KEY}} NOT NULL, -- window:<area>, department:<area>/<slug>, batch:<id>, applicant
  packed    {{KEY}} NOT NULL, -- the open batch that names it; empty: none
  material  {{KEY}} NOT NULL,
  name      {{BYTES}} NOT NULL,
  original  {{BOOL}} NOT NULL,
  copies    {{INT}} NOT NULL,
  shelf     TEXT NOT NULL,
  kept_at   {{INT}} NOT NULL,
  version   {{INT}} NOT NULL CONSTRAINT pieces__version CHECK (version > 0)
) {{STRICT}};
CREATE INDEX pieces_by_bag ON pieces (bag, kept_at, id);
CREATE INDEX pieces_by_holder ON pieces (holder, kept_at, id) WHERE holder <> 'applicant';
CREATE INDEX pieces_by_batch ON pieces (packed) WHERE packed <> '';

CREATE TABLE batches (
  id          {{KEY}} NOT NULL PRIMARY KEY,
  no          {{KEY}} NOT NULL UNIQUE,
  from_holder {{KEY}} NOT NULL,
  to_holder   {{KEY}} NOT NULL,
  state       {{KEY}} NOT NULL, -- packing, sent, differing, closed, dropped
  trial       {{BOOL}} NOT NULL,
  packed_at   {{INT}} NOT NULL,
  version     {{INT}} NOT NULL CONSTRAINT batches__version CHECK (version > 0),
  sealed      {{BYTES}} NOT NULL -- lines, who and when, counts, note
) {{STRICT}};
CREATE INDEX batches_by_sender ON batches (from_holder, packed_at, id);
CREATE INDEX batches_by_receiver ON batches (to_holder, packed_at, id);

CREATE TABLE piece_moves (
  id     {{SERIAL}},
  bag    {{KEY}} NOT NULL,
  piece  {{KEY}} NOT NULL,
  at     {{INT}} NOT NULL,
  verb   {{KEY}} NOT NULL,
  batch  {{KEY}} NOT NULL,
  sealed {{BYTES}} NOT NULL -- who, from, to, shelf, note
) {{STRICT}};
CREATE INDEX piece_moves_by_bag ON piece_moves (bag, id);
