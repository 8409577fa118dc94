-- What applicants said of the service (好差评), and the bad ones with who owes an answer. They stand beside the journals of
-- cases on purpose: what officers read of a case cannot tell that there is a review (ADR 28).

-- +goose Up
CREATE TABLE reviews (
  case_id  {{KEY}} NOT NULL PRIMARY KEY,
  area     {{KEY}} NOT NULL, -- of the case
  scenario {{KEY}} NOT NULL,
  trial    {{BOOL}} NOT NULL,
  grade    {{KEY}} NOT NULL,
  rated_on {{KEY}} NOT NULL, -- day: nothing keeps the time
  version  {{INT}} NOT NULL CONSTRAINT reviews__version CHECK (version > 0),
  sealed   {{BYTES}} NOT NULL -- who, the marks of items, reasons, words, answers, the trace of acts
) {{STRICT}};
CREATE INDEX reviews_by_area ON reviews (area, rated_on);

CREATE TABLE bad_reviews (
  id         {{KEY}} NOT NULL PRIMARY KEY, -- by chance alone
  case_id    {{KEY}} NOT NULL,
  area       {{KEY}} NOT NULL,
  department {{KEY}} NOT NULL, -- that owes the answer; empty: the supervisors of the area
  scenario   {{KEY}} NOT NULL,
  trial      {{BOOL}} NOT NULL,
  anonymous  {{BOOL}} NOT NULL,
  state      {{KEY}} NOT NULL, -- owed, appealed, listed, closed, set_aside
  due        {{KEY}} NOT NULL  -- day
) {{STRICT}};
CREATE INDEX bad_reviews_by_case ON bad_reviews (case_id);
CREATE INDEX bad_reviews_by_due ON bad_reviews (due, id) WHERE state IN ('owed', 'appealed', 'listed');
CREATE INDEX bad_reviews_by_state ON bad_reviews (state, due, id);
