-- How people want to hear of news, when a draft is told that it will be deleted, and which messages are due now.

-- +goose Up
CREATE TABLE contacts (
  person   {{KEY}} NOT NULL PRIMARY KEY,
  sms      {{BOOL}} NOT NULL,
  mail     {{BOOL}} NOT NULL,
  any_time {{BOOL}} NOT NULL, -- also during the quiet hours
  sealed   {{BYTES}} NOT NULL, -- the address that is confirmed, and the one that waits for its code
  asked_at {{INT}} NOT NULL, -- when that code was asked for
  tries    {{INT}} NOT NULL,
  version  {{INT}} NOT NULL CONSTRAINT contacts__version CHECK (version > 0)
) {{STRICT}};

ALTER TABLE drafts ADD COLUMN warn_at {{INT}} NOT NULL DEFAULT 0; -- 0: everything was told
UPDATE drafts SET warn_at = expires_at - 604800000000 WHERE person <> '';
CREATE INDEX drafts_by_warning ON drafts (warn_at) WHERE warn_at > 0;

CREATE INDEX outbox_due ON outbox (next_at, id) WHERE state = 'pending';
CREATE INDEX outbox_done ON outbox (done_at) WHERE state = 'done';
