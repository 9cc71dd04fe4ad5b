PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. users.mail takes no NULL from now on; reads every row; fails if a row does not fit
SELECT 'users.mail: row ' || rowid || ' holds NULL' AS violation
FROM users
WHERE mail IS NULL
LIMIT 1;

-- 2. users.country has no value for rows that are there; reads every row; fails if a row does not fit
SELECT 'users.country: there are rows, it takes no NULL, and nothing says what it holds in them' AS violation
FROM users
LIMIT 1;

-- 3. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'users (id): ' || count(*) || ' rows hold ' || substr(quote(id), 1, 80) AS violation
FROM users
WHERE id IS NOT NULL
GROUP BY id
HAVING count(*) > 1
LIMIT 1;

-- 4. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'users (mail): ' || count(*) || ' rows hold ' || substr(quote(mail), 1, 80) AS violation
FROM users
WHERE mail IS NOT NULL
GROUP BY mail
HAVING count(*) > 1
LIMIT 1;

-- 5. each row has to refer to a row of users; reads every row; fails if a row does not fit
SELECT 'users: row ' || rowid || ' refers to a row of users that is not there: ' || quote(boss) AS violation
FROM users AS referring
WHERE referring.boss IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users AS referred WHERE referred.id = referring.boss)
LIMIT 1;

-- 6. each row has to pass the check age > 17; reads every row; fails if a row does not fit
SELECT 'users: row ' || rowid || ' breaks the check age > 17' AS violation
FROM users
WHERE NOT (age > 17)
LIMIT 1;

-- 7. each row has to pass the check length(label) <= 40; reads every row; fails if a row does not fit
SELECT 'users: row ' || rowid || ' breaks the check length(label) <= 40' AS violation
FROM users
WHERE NOT (length(label) <= 40)
LIMIT 1;

-- 8. each row has to pass the check share < 101; reads every row; fails if a row does not fit
SELECT 'users: row ' || rowid || ' breaks the check share < 101' AS violation
FROM users
WHERE NOT (share < 101)
LIMIT 1;

-- 9. table users is made anew: a primary key is new, column mail changes (null), a unique is new, a foreign key is new, column country is new, check adult is new, column label takes other values, column share takes other values
CREATE TABLE schemac_new_users (
    id INTEGER PRIMARY KEY,
    mail TEXT NOT NULL UNIQUE,
    age INTEGER,
    boss INTEGER REFERENCES users (id),
    label TEXT NOT NULL CHECK (length(label) <= 40),
    share INTEGER CHECK (share < 101),
    country TEXT NOT NULL,
    CONSTRAINT adult CHECK (age > 17)
) STRICT;

-- 10. its rows are copied; writes every row anew
INSERT INTO schemac_new_users (id, mail, age, boss, label, share)
SELECT id, mail, age, boss, label, share
FROM users
ORDER BY rowid;

-- 11. each row has to be there; reads every row
SELECT 'users: ' || (SELECT count(*) FROM schemac_new_users) || ' rows were copied of ' || (SELECT count(*) FROM users) AS violation
WHERE (SELECT count(*) FROM schemac_new_users) <> (SELECT count(*) FROM users);

-- 12. it takes the place of the old one
DROP TABLE users;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_users RENAME TO users;
PRAGMA legacy_alter_table = OFF;

-- 13. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'users (age): ' || count(*) || ' rows hold ' || substr(quote(age), 1, 80) AS violation
FROM users
WHERE (boss IS NULL) AND age IS NOT NULL
GROUP BY age
HAVING count(*) > 1
LIMIT 1;

-- 14. index users.oldest is new; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX oldest ON users (age) WHERE boss IS NULL;

PRAGMA foreign_key_check(users);
COMMIT;

PRAGMA foreign_keys = ON;
