-- What money asks of an office: reliefs to decide, refunds to make. A projection of the orders inside item cases, rewritten
-- with them.

-- +goose Up
CREATE TABLE fee_tasks (
  item_id    {{KEY}} NOT NULL,
  order_no   {{KEY}} NOT NULL,
  kind       {{KEY}} NOT NULL, -- relief, refund
  department {{KEY}} NOT NULL, -- who has to act
  area       {{KEY}} NOT NULL,
  trial      {{BOOL}} NOT NULL,
  scenario   {{KEY}} NOT NULL,
  case_no    {{KEY}} NOT NULL,
  slot       TEXT NOT NULL,
  item       TEXT NOT NULL, -- name
  subject    TEXT NOT NULL,
  fen        {{INT}} NOT NULL, -- the most that can be relieved, or what is due back
  due        {{KEY}} NOT NULL, -- day; 9999-12-31: none
  PRIMARY KEY (item_id, order_no, kind)
) {{STRICT}};
CREATE INDEX fee_tasks_by_desk ON fee_tasks (department, kind, due, item_id);
