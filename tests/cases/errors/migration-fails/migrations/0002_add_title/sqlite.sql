-- 0002 add_title of schema app, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column notes.title is new; reads every row
ALTER TABLE note ADD COLUMN title TEXT NOT NULL DEFAULT 'untitled';
COMMIT;
