BEGIN;

-- 1. view written is no longer in the schema
DROP VIEW written;

-- 2. table notes is no longer in the schema; takes data away
DROP TABLE notes;

COMMIT;
