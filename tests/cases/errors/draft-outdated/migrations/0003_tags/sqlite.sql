-- 0003 tags of schema app, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table tags is new
CREATE TABLE tags (
    id INTEGER PRIMARY KEY
) STRICT;
COMMIT;
