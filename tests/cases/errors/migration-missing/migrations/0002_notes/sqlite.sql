-- 0002 notes of schema app, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table notes is new
CREATE TABLE notes (
    id INTEGER PRIMARY KEY
) STRICT;
COMMIT;
