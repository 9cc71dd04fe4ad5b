PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. column keep.c is new; reads every row
ALTER TABLE keep ADD COLUMN c INTEGER REFERENCES c (id);

-- 2. table c is new
CREATE TABLE c (
    id INTEGER PRIMARY KEY,
    d INTEGER REFERENCES d (id),
    keep INTEGER REFERENCES keep (id)
) STRICT;

-- 3. table d is new
CREATE TABLE d (
    id INTEGER PRIMARY KEY,
    c INTEGER REFERENCES c (id)
) STRICT;

-- 4. table a is no longer in the schema; takes data away
DROP TABLE a;

-- 5. table b is no longer in the schema; takes data away
DROP TABLE b;

COMMIT;

PRAGMA foreign_keys = ON;
