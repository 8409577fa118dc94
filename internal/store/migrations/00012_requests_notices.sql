-- What other bodies are asked, and what hangs in public: projections of the steps inside item cases, rewritten with them.

-- +goose Up
CREATE TABLE requests (
  item_id  {{KEY}} NOT NULL,
  step     {{KEY}} NOT NULL,
  body     {{KEY}} NOT NULL, -- department that is asked
  kind     {{KEY}} NOT NULL, -- consult; expert calls have their own
  area     {{KEY}} NOT NULL, -- whose department the body is
  trial    {{BOOL}} NOT NULL,
  scenario {{KEY}} NOT NULL,
  case_id  {{KEY}} NOT NULL,
  case_no  {{KEY}} NOT NULL,
  slot     TEXT NOT NULL,
  item     TEXT NOT NULL, -- name
  name     TEXT NOT NULL, -- of the step
  asker    {{KEY}} NOT NULL, -- department of the item
  state    {{KEY}} NOT NULL, -- sent, replied, silent, recalled
  is_open  {{BOOL}} NOT NULL,
  sent     {{KEY}} NOT NULL, -- days
  due      {{KEY}} NOT NULL,
  answered {{KEY}},
  PRIMARY KEY (item_id, step, body)
) {{STRICT}};
CREATE INDEX requests_by_body ON requests (body, is_open, due, item_id);

CREATE TABLE notices (
  id        {{KEY}} NOT NULL PRIMARY KEY,
  item_id   {{KEY}} NOT NULL,
  case_id   {{KEY}} NOT NULL,
  slot      TEXT NOT NULL,
  step      {{KEY}} NOT NULL,
  area      {{KEY}} NOT NULL,
  trial     {{BOOL}} NOT NULL,
  department {{KEY}} NOT NULL,
  item      TEXT NOT NULL, -- name
  name      TEXT NOT NULL, -- of the step
  subject   TEXT NOT NULL, -- whose name may stand in public; empty for persons
  state     {{KEY}} NOT NULL, -- of the step
  hangs     {{BOOL}} NOT NULL,
  published {{KEY}} NOT NULL, -- days
  until     {{KEY}} NOT NULL,
  shown     {{KEY}} NOT NULL
) {{STRICT}};
CREATE INDEX notices_by_day ON notices (hangs, published, id);
CREATE INDEX notices_by_area ON notices (area, hangs, published, id);
CREATE INDEX notices_of_item ON notices (item_id);
