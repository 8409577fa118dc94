-- Administration: who did what, absence with deputies, second factors, and passwords that open once.

-- +goose Up
CREATE TABLE audit (
  seq     {{INT}} NOT NULL PRIMARY KEY, -- the next place in the chain: who loses the race for it decides again
  at      {{INT}} NOT NULL,
  actor   {{KEY}} NOT NULL,
  verb    {{KEY}} NOT NULL,
  about   {{KEY}} NOT NULL,
  outcome {{KEY}} NOT NULL,
  body    TEXT NOT NULL
) {{STRICT}};
CREATE INDEX audit_by_time ON audit (at, seq);
CREATE INDEX audit_by_actor ON audit (actor, seq);
CREATE INDEX audit_by_verb ON audit (verb, seq);
CREATE INDEX audit_by_about ON audit (about, seq);

CREATE TABLE absences (
  id         {{KEY}} NOT NULL PRIMARY KEY,
  staff      {{KEY}} NOT NULL,
  deputy     {{KEY}} NOT NULL, -- '' = nobody stands in
  from_day   {{KEY}} NOT NULL,
  until_day  {{KEY}} NOT NULL, -- the last day
  reason     TEXT NOT NULL,
  created_at {{INT}} NOT NULL
) {{STRICT}};
CREATE INDEX absences_by_staff ON absences (staff, until_day);
CREATE INDEX absences_by_deputy ON absences (deputy, until_day);

CREATE TABLE staff_codes ( -- second factors: codes of an app that change with time (RFC 6238)
  staff     {{KEY}} NOT NULL PRIMARY KEY,
  sealed    {{BYTES}} NOT NULL, -- the secret
  confirmed {{BOOL}} NOT NULL,
  last_step {{INT}} NOT NULL    -- of the last code that was taken: none is taken twice
) {{STRICT}};

CREATE TABLE staff_spares ( -- recovery codes: each opens once
  staff {{KEY}} NOT NULL,
  hash  {{BYTES}} NOT NULL,
  PRIMARY KEY (staff, hash)
) {{STRICT}};

ALTER TABLE staff ADD COLUMN one_time {{INT}} NOT NULL DEFAULT 0; -- until when a given password opens; 0: own password
CREATE INDEX tokens_by_staff ON tokens (staff) WHERE staff <> '';

-- Who acted when, for the auditor: actor is JSON, and the time of the journal is text that no index sorts.
ALTER TABLE journal ADD COLUMN actor_id {{KEY}} NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN moment {{KEY}} NOT NULL DEFAULT '';
UPDATE journal SET actor_id = {{ACTOR_ID}}, moment = at WHERE {{ACTOR_KIND}} = 'staff';
CREATE INDEX journal_by_moment ON journal (moment, case_id, seq) WHERE actor_id <> '';
CREATE INDEX journal_by_actor ON journal (actor_id, moment, case_id, seq) WHERE actor_id <> '';
