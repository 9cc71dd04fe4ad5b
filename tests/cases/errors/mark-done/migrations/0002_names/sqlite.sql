-- 0002 names of schema app, for SQLite
-- old programs: none
-- new programs: none

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. column users.login is called name now
ALTER TABLE users RENAME COLUMN login TO name;

-- 2. table users is made anew: column age is new
CREATE TABLE schemac_new_users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    age INTEGER NOT NULL
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_users (id, name, age)
SELECT id, name, 0
FROM users
ORDER BY rowid;

-- 4. each row has to be there; reads every row
SELECT 'users: ' || (SELECT count(*) FROM schemac_new_users) || ' rows were copied of ' || (SELECT count(*) FROM users) AS violation
WHERE (SELECT count(*) FROM schemac_new_users) <> (SELECT count(*) FROM users);

-- 5. it takes the place of the old one
DROP TABLE users;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_users RENAME TO users;
PRAGMA legacy_alter_table = OFF;

COMMIT;

PRAGMA foreign_keys = ON;
