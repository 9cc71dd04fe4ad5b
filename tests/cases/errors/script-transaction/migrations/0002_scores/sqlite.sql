-- 0002 scores of schema app, for SQLite
-- old programs: write
-- new programs: write

-- Write here what is to be done to the rows; it is one transaction.
BEGIN;
UPDATE users SET score = 0 WHERE score < 0;
COMMIT;
UPDATE users SET score = score + 1;
