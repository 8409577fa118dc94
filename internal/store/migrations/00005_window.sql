-- What a window needs: who fills a draft in for a visitor and who filed a case, codes for handing a paper in with a
-- telephone, and the one-time notices of what was missing.

-- +goose Up
ALTER TABLE drafts ADD COLUMN clerk {{KEY}} NOT NULL DEFAULT '';
CREATE INDEX drafts_by_clerk ON drafts (clerk, updated_at) WHERE clerk <> '';
ALTER TABLE cases ADD COLUMN clerk {{KEY}} NOT NULL DEFAULT '';
CREATE INDEX cases_by_clerk ON cases (clerk, filed_at, id) WHERE clerk <> '';

CREATE TABLE scan_codes (
  hash       {{BYTES}} NOT NULL PRIMARY KEY, -- SHA-256 of the secret
  draft_id   {{KEY}} NOT NULL,
  material   {{KEY}} NOT NULL, -- key of the material in the plan
  clerk      {{KEY}} NOT NULL,
  uses_left  {{INT}} NOT NULL,
  expires_at {{INT}} NOT NULL -- in the machine's time
) {{STRICT}};
CREATE INDEX scan_codes_by_expiry ON scan_codes (expires_at);

CREATE TABLE intake_notices (
  id       {{KEY}} NOT NULL PRIMARY KEY,
  no       {{KEY}} NOT NULL UNIQUE,
  draft_id {{KEY}} NOT NULL,
  person   {{KEY}} NOT NULL,
  clerk    {{KEY}} NOT NULL,
  at       {{INT}} NOT NULL,
  sealed   {{BYTES}} NOT NULL
) {{STRICT}};
CREATE INDEX intake_notices_by_draft ON intake_notices (draft_id, at);
CREATE INDEX intake_notices_by_clerk ON intake_notices (clerk, at);
