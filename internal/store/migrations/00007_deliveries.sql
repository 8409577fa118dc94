-- To whom and where results are sent, sealed: the case itself carries only the way.

-- +goose Up
CREATE TABLE deliveries (
  case_id    {{KEY}} NOT NULL PRIMARY KEY,
  sealed     {{BYTES}} NOT NULL, -- recipient, telephone number, address
  updated_at {{INT}} NOT NULL
) {{STRICT}};
