-- 0001 initial of schema app, for SQLite

BEGIN;

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    score INTEGER NOT NULL
) STRICT;

COMMIT;
