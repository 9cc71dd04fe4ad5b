PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. column letters.sender is called from_id now
ALTER TABLE letters RENAME COLUMN sender TO from_id;

-- 2. table people is called users now
ALTER TABLE people RENAME TO users;

-- 3. column users.mail is called email now
ALTER TABLE users RENAME COLUMN mail TO email;

-- 4. view senders changes and is made again
DROP VIEW senders;

-- 5. table users is made anew: a column takes any value now
CREATE TABLE schemac_new_users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    boss INTEGER REFERENCES users (id),
    CONSTRAINT grown CHECK (id > 0)
) STRICT;

-- 6. its rows are copied; writes every row anew
INSERT INTO schemac_new_users (id, email, boss)
SELECT id, email, boss
FROM users
ORDER BY rowid;

-- 7. each row has to be there; reads every row
SELECT 'users: ' || (SELECT count(*) FROM schemac_new_users) || ' rows were copied of ' || (SELECT count(*) FROM users) AS violation
WHERE (SELECT count(*) FROM schemac_new_users) <> (SELECT count(*) FROM users);

-- 8. it takes the place of the old one
DROP TABLE users;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_users RENAME TO users;
PRAGMA legacy_alter_table = OFF;

-- 9. index users.users_by_email is made again; reads every row
CREATE INDEX users_by_email ON users (email);

-- 10. view senders is made again as it is now
CREATE VIEW senders AS
select p.email from users p join letters l on l.from_id = p.id;

COMMIT;

PRAGMA foreign_keys = ON;
