-- Rehearsals (演练): a draft is born as one. Its case, items and queue rows have said so from the start.

-- +goose Up
ALTER TABLE drafts ADD COLUMN trial {{BOOL}} NOT NULL DEFAULT FALSE;
