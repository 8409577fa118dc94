-- What a desk and its supervisors see of an item case at a glance: papers, marks, supervision orders, failures on
-- record; and the filters that members of staff have named.

-- +goose Up
ALTER TABLE item_cases ADD COLUMN materials TEXT NOT NULL DEFAULT ''; -- keys that it consumes, with spaces between
ALTER TABLE item_cases ADD COLUMN ground TEXT NOT NULL DEFAULT '';    -- law or document of the clock
ALTER TABLE item_cases ADD COLUMN given {{KEY}};                      -- days
ALTER TABLE item_cases ADD COLUMN urged {{KEY}};
ALTER TABLE item_cases ADD COLUMN late {{KEY}};
ALTER TABLE item_cases ADD COLUMN answer_by {{KEY}};
ALTER TABLE item_cases ADD COLUMN deemed {{BOOL}} NOT NULL DEFAULT FALSE;
ALTER TABLE item_cases ADD COLUMN supervised {{KEY}} NOT NULL DEFAULT ''; -- open, answered, closed
-- Cases from before keep their acceptance by silence on record; its day is taken for the day of receipt.
UPDATE item_cases SET deemed = TRUE, late = accepted WHERE body LIKE '%"deemed":true%';
CREATE INDEX item_cases_by_due ON item_cases (due, id) WHERE is_open = TRUE;
CREATE INDEX item_cases_late ON item_cases (late, id) WHERE late IS NOT NULL;
CREATE INDEX item_cases_supervised ON item_cases (supervised, due, id) WHERE supervised <> '';

CREATE TABLE saved_filters (
  staff {{KEY}} NOT NULL,
  id    {{KEY}} NOT NULL,
  name  TEXT NOT NULL,
  query TEXT NOT NULL, -- of the worklist's address
  PRIMARY KEY (staff, id)
) {{STRICT}};
