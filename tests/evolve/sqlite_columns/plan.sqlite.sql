BEGIN;

-- 1. column parts.name is called title now
ALTER TABLE parts RENAME COLUMN name TO title;

-- 2. view named changes and is made again
DROP VIEW named;

-- 3. view noted changes and is made again
DROP VIEW noted;

-- 4. index parts.parts_by_old is no longer in the schema
DROP INDEX parts_by_old;

-- 5. column parts.shelf is new; reads every row
ALTER TABLE parts ADD COLUMN shelf INTEGER REFERENCES shelves;

-- 6. column parts.grams is new; reads every row
ALTER TABLE parts ADD COLUMN grams INTEGER;

-- 7. what parts.grams holds in the rows that are there; writes every row anew
UPDATE parts SET grams = weight * 1000;

-- 8. column parts.color is new; reads every row; fails if a row does not fit
ALTER TABLE parts ADD COLUMN color TEXT NOT NULL DEFAULT 'grey' COLLATE NOCASE CONSTRAINT named CHECK (color <> '');

-- 9. column parts.is_new is new; reads every row; fails if a row does not fit
ALTER TABLE parts ADD COLUMN is_new INTEGER NOT NULL DEFAULT 0 CHECK (is_new IN (0, 1));

-- 10. column parts.double is new; reads every row
ALTER TABLE parts ADD COLUMN double INTEGER NOT NULL GENERATED ALWAYS AS (weight * 2) VIRTUAL;

-- 11. index parts.parts_shelf_idx is new; reads every row
CREATE INDEX parts_shelf_idx ON parts (shelf);

-- 12. view named is made again as it is now
CREATE VIEW named AS
select id, title from parts;

-- 13. column parts.old is no longer in the schema; writes every row anew; takes data away
ALTER TABLE parts DROP COLUMN old;

-- 14. view noted is made again as it is now
CREATE VIEW noted AS
select id, note from parts;

COMMIT;
