-- One text for both engines. Tokens: KEY = text that is compared and sorted byte by byte, INT = 64 bits,
-- BOOL, BYTES, SERIAL = a rising number that the database gives, STRICT = SQLite refuses wrong types.
-- Times are UTC microseconds (INT; 0 = never), legal days are 2006-01-02. JSON is TEXT, not JSONB: hashes
-- cover its bytes, and whatever is searched has a column of its own. A CHECK is named table__what.
-- There are no foreign keys between the tables of a case: its one writer writes them together.

-- +goose Up
CREATE TABLE cases (
  id       {{KEY}} NOT NULL PRIMARY KEY,
  no       {{KEY}} NOT NULL UNIQUE,
  person   {{KEY}} NOT NULL,
  scenario {{KEY}} NOT NULL,
  area     {{KEY}} NOT NULL,
  trial    {{BOOL}} NOT NULL,
  filed_at {{INT}} NOT NULL,
  seq      {{INT}} NOT NULL,
  head     TEXT NOT NULL,
  timers   TEXT NOT NULL, -- digest of the due rows
  version  {{INT}} NOT NULL CONSTRAINT cases__version CHECK (version > 0),
  body     TEXT NOT NULL  -- the case without its items
) {{STRICT}};
CREATE INDEX cases_by_person ON cases (person, filed_at, id);

CREATE TABLE item_cases (
  id         {{KEY}} NOT NULL PRIMARY KEY,
  case_id    {{KEY}} NOT NULL,
  pos        {{INT}} NOT NULL, -- in the order of the plan
  case_no    {{KEY}} NOT NULL,
  slot       TEXT NOT NULL,
  attempt    {{INT}} NOT NULL,
  item       {{KEY}} NOT NULL,
  name       TEXT NOT NULL,
  short      TEXT NOT NULL,
  scenario   {{KEY}} NOT NULL,
  scenario_name TEXT NOT NULL,
  area       {{KEY}} NOT NULL,
  department {{KEY}} NOT NULL,
  channel    {{KEY}} NOT NULL,
  trial      {{BOOL}} NOT NULL,
  person     {{KEY}} NOT NULL,
  applicant  {{KEY}} NOT NULL,
  subject    {{KEY}} NOT NULL,
  state      {{KEY}} NOT NULL,
  kind       TEXT NOT NULL,
  is_open    {{BOOL}} NOT NULL, -- has not ended
  desk       {{BOOL}} NOT NULL, -- lies on a desk of the department
  handler    {{KEY}} NOT NULL,
  received   {{KEY}}, -- days
  accepted   {{KEY}},
  decided    {{KEY}},
  delivered  {{KEY}},
  clock      TEXT NOT NULL,
  due        {{KEY}} NOT NULL, -- day; 9999-12-31 = no clock runs
  promised   {{INT}} NOT NULL,
  statutory  {{INT}} NOT NULL,
  filed_at   {{INT}} NOT NULL,
  updated_at {{INT}} NOT NULL,
  version    {{INT}} NOT NULL,
  body       TEXT NOT NULL
) {{STRICT}};
CREATE INDEX item_cases_by_case ON item_cases (case_id, pos);
CREATE INDEX item_cases_open ON item_cases (department, due, id) WHERE is_open = TRUE;
CREATE INDEX item_cases_by_handler ON item_cases (handler, due, id) WHERE is_open = TRUE;
CREATE INDEX item_cases_by_receipt ON item_cases (department, received, id);
CREATE INDEX item_cases_by_decision ON item_cases (department, decided);
CREATE INDEX item_cases_by_no ON item_cases (case_no);
CREATE INDEX item_cases_by_subject ON item_cases (subject);
CREATE INDEX item_cases_by_applicant ON item_cases (applicant);

CREATE TABLE journal (
  case_id {{KEY}} NOT NULL,
  seq     {{INT}} NOT NULL,
  at      TEXT NOT NULL, -- RFC 3339 to the nanosecond: the chain's hash covers it
  day     {{KEY}},
  verb    TEXT NOT NULL,
  slot    TEXT NOT NULL,
  actor   TEXT NOT NULL,
  payload TEXT,
  salt    TEXT NOT NULL,
  digest  TEXT NOT NULL,
  prev    TEXT NOT NULL,
  hash    TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)
) {{STRICT}};

CREATE TABLE due (
  case_id {{KEY}} NOT NULL,
  slot    {{KEY}} NOT NULL,
  kind    {{KEY}} NOT NULL,
  day     {{KEY}} NOT NULL,
  PRIMARY KEY (case_id, slot, kind, day)
) {{STRICT}};
CREATE INDEX due_by_day ON due (day, case_id);

CREATE TABLE outbox (
  id       {{SERIAL}},
  target   {{KEY}} NOT NULL,
  case_id  {{KEY}} NOT NULL,
  body     TEXT NOT NULL,
  state    {{KEY}} NOT NULL, -- pending, done, dead
  attempts {{INT}} NOT NULL,
  next_at  {{INT}} NOT NULL,
  done_at  {{INT}} NOT NULL,
  error    TEXT NOT NULL
) {{STRICT}};
CREATE INDEX outbox_by_target ON outbox (target, id) WHERE state = 'pending';
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';
CREATE INDEX outbox_by_case ON outbox (case_id);

CREATE TABLE inbox (
  id      {{SERIAL}},
  person  {{KEY}} NOT NULL,
  case_id {{KEY}} NOT NULL,
  case_no {{KEY}} NOT NULL,
  body    TEXT NOT NULL,
  is_read {{BOOL}} NOT NULL
) {{STRICT}};
CREATE INDEX inbox_by_person ON inbox (person, id);
CREATE INDEX inbox_unread ON inbox (person, id) WHERE is_read = FALSE;
CREATE INDEX inbox_by_case ON inbox (case_id);

CREATE TABLE documents (
  id      {{KEY}} NOT NULL PRIMARY KEY,
  no      {{KEY}} NOT NULL,
  case_id {{KEY}} NOT NULL,
  slot    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  at      {{INT}} NOT NULL,
  sealed  {{BYTES}} NOT NULL
) {{STRICT}};
CREATE UNIQUE INDEX documents_by_no ON documents (no) WHERE no <> '';
CREATE INDEX documents_by_case ON documents (case_id, at, id);

CREATE TABLE drafts (
  id         {{KEY}} NOT NULL PRIMARY KEY,
  person     {{KEY}} NOT NULL,
  scenario   {{KEY}} NOT NULL,
  area       {{KEY}} NOT NULL,
  packed     {{INT}} NOT NULL,
  pack_hash  TEXT NOT NULL,
  step       TEXT NOT NULL,
  sealed     {{BYTES}} NOT NULL,
  created_at {{INT}} NOT NULL,
  updated_at {{INT}} NOT NULL,
  expires_at {{INT}} NOT NULL,
  version    {{INT}} NOT NULL CONSTRAINT drafts__version CHECK (version > 0)
) {{STRICT}};
CREATE INDEX drafts_by_person ON drafts (person, updated_at);
CREATE INDEX drafts_by_expiry ON drafts (expires_at);

CREATE TABLE papers (
  id       {{KEY}} NOT NULL,
  version  {{INT}} NOT NULL CONSTRAINT papers__version CHECK (version > 0),
  latest   {{BOOL}} NOT NULL,
  draft_id {{KEY}} NOT NULL,
  case_id  {{KEY}} NOT NULL,
  material {{KEY}} NOT NULL,
  instance {{INT}} NOT NULL,
  blob     {{KEY}} NOT NULL,
  name     {{BYTES}} NOT NULL,
  mime     TEXT NOT NULL,
  size     {{INT}} NOT NULL,
  source   TEXT NOT NULL,
  status   TEXT NOT NULL,
  brought_by TEXT NOT NULL,
  at       {{INT}} NOT NULL,
  PRIMARY KEY (id, version)
) {{STRICT}};
CREATE INDEX papers_by_draft ON papers (draft_id) WHERE draft_id <> '';
CREATE INDEX papers_by_case ON papers (case_id) WHERE case_id <> '';
CREATE INDEX papers_by_blob ON papers (blob);

CREATE TABLE snapshots (
  case_id       {{KEY}} NOT NULL PRIMARY KEY,
  draft_id      {{KEY}} UNIQUE, -- a draft becomes one case
  draft_version {{INT}} NOT NULL CONSTRAINT snapshots__draft CHECK (draft_version >= 0),
  sealed        {{BYTES}} NOT NULL,
  declaration   TEXT NOT NULL,
  declared_at   {{INT}} NOT NULL,
  level         TEXT NOT NULL,
  reviewed      TEXT NOT NULL
) {{STRICT}};

CREATE TABLE persons (
  id          {{KEY}} NOT NULL PRIMARY KEY,
  kind        TEXT NOT NULL,
  name        {{KEY}} NOT NULL,
  sealed      {{BYTES}} NOT NULL, -- identity number, telephone number
  id_index    {{BYTES}} NOT NULL UNIQUE,
  phone_index {{BYTES}},
  level       TEXT NOT NULL,
  notice_at   {{INT}} NOT NULL,
  created_at  {{INT}} NOT NULL,
  updated_at  {{INT}} NOT NULL
) {{STRICT}};
CREATE INDEX persons_by_phone ON persons (phone_index);

CREATE TABLE companies (
  person {{KEY}} NOT NULL,
  uscc   {{KEY}} NOT NULL,
  name   TEXT NOT NULL,
  role   TEXT NOT NULL,
  PRIMARY KEY (person, uscc)
) {{STRICT}};

CREATE TABLE staff (
  id         {{KEY}} NOT NULL PRIMARY KEY,
  login      {{KEY}} NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  department {{KEY}} NOT NULL,
  area       {{KEY}} NOT NULL,
  title      TEXT NOT NULL,
  posts      TEXT NOT NULL,
  hash       TEXT NOT NULL,
  active     {{BOOL}} NOT NULL,
  epoch      {{INT}} NOT NULL,
  created_at {{INT}} NOT NULL,
  updated_at {{INT}} NOT NULL,
  version    {{INT}} NOT NULL CONSTRAINT staff__version CHECK (version > 0)
) {{STRICT}};
CREATE INDEX staff_by_department ON staff (department, login);

CREATE TABLE staff_rights (
  staff      {{KEY}} NOT NULL,
  permission {{KEY}} NOT NULL,
  PRIMARY KEY (permission, staff)
) {{STRICT}};
CREATE INDEX staff_rights_by_staff ON staff_rights (staff);

CREATE TABLE attempts (
  key        {{BYTES}} NOT NULL PRIMARY KEY,
  started_at {{INT}} NOT NULL,
  n          {{INT}} NOT NULL
) {{STRICT}};

CREATE TABLE sessions (
  token      {{BYTES}} NOT NULL PRIMARY KEY, -- SHA-256
  sealed     {{BYTES}} NOT NULL,
  expires_at {{INT}} NOT NULL
) {{STRICT}};
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE tokens (
  id         {{KEY}} NOT NULL PRIMARY KEY,
  secret     {{BYTES}} NOT NULL UNIQUE, -- SHA-256
  person     {{KEY}} NOT NULL,
  staff      {{KEY}} NOT NULL,
  name       TEXT NOT NULL,
  scopes     TEXT NOT NULL,
  created_at {{INT}} NOT NULL,
  expires_at {{INT}} NOT NULL,
  revoked    {{BOOL}} NOT NULL
) {{STRICT}};

CREATE TABLE idempotency (
  scope  {{KEY}} NOT NULL,
  key    {{KEY}} NOT NULL,
  hash   {{BYTES}} NOT NULL, -- SHA-256 of the request
  at     {{INT}} NOT NULL,
  status {{INT}} NOT NULL, -- 0: answer names a change; else the status that a script got
  answer {{BYTES}} NOT NULL,
  PRIMARY KEY (scope, key)
) {{STRICT}};
CREATE INDEX idempotency_by_age ON idempotency (at);

CREATE TABLE sequences (
  name {{KEY}} NOT NULL,
  day  {{KEY}} NOT NULL,
  next {{INT}} NOT NULL,
  PRIMARY KEY (name, day)
) {{STRICT}};

CREATE TABLE settings (
  key   {{KEY}} NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) {{STRICT}};

CREATE TABLE reads ( -- who was looked up where, on which ground; shown to the person
  id       {{SERIAL}},
  person   {{KEY}} NOT NULL,
  at       {{INT}} NOT NULL,
  register {{KEY}} NOT NULL,
  scenario {{KEY}} NOT NULL,
  body     TEXT NOT NULL -- names of the fields, ground and outcome; never the values
) {{STRICT}};
CREATE INDEX reads_by_person ON reads (person, id);
