-- 0003 fill of schema app, for SQLite
-- old programs: write
-- new programs: write

-- Write here what is to be done to the rows; it is one transaction.
UPDATE notes SET text = 'it''s;
