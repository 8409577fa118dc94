-- Letters that nobody answered in time are listed over every body of an area.

-- +goose Up
CREATE INDEX requests_by_due ON requests (is_open, due, item_id);
