-- 0003 fill of schema app, for SQLite
-- depends: 0003_notes
-- old programs: write
-- new programs: write

-- Write here what is to be done to the rows; it is one transaction.
