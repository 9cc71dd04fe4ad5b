-- 0001 initial of schema app, for SQLite

BEGIN;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY
) STRICT;

COMMIT;
