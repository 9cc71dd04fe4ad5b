-- 0001 initial of schema app, for SQLite

BEGIN;

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

COMMIT;
