-- On which day a department visits a place for an item case (现场勘验), for its list of visits.

-- +goose Up
ALTER TABLE item_cases ADD COLUMN visit_day {{KEY}}; -- of the visit in which it has its place, or had it last
CREATE INDEX item_cases_by_visit ON item_cases (visit_day, id) WHERE visit_day IS NOT NULL;
