PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'users (email): ' || count(*) || ' rows hold ' || substr(quote(email), 1, 80) AS violation
FROM users
WHERE email IS NOT NULL
GROUP BY email COLLATE NOCASE
HAVING count(*) > 1
LIMIT 1;

-- 2. table users is made anew: column name changes (null), column joined is new, a unique is new
CREATE TABLE schemac_new_users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE UNIQUE,
    joined TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_users (id, name, email)
SELECT id, coalesce(name, 'user ' || id), email
FROM users
ORDER BY rowid;

-- 4. its numbers go on where they were
DELETE FROM sqlite_sequence WHERE name = 'schemac_new_users';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'schemac_new_users', seq FROM sqlite_sequence WHERE name = 'users';

-- 5. each row has to be there; reads every row
SELECT 'users: ' || (SELECT count(*) FROM schemac_new_users) || ' rows were copied of ' || (SELECT count(*) FROM users) AS violation
WHERE (SELECT count(*) FROM schemac_new_users) <> (SELECT count(*) FROM users);

-- 6. it takes the place of the old one
DROP TABLE users;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_users RENAME TO users;
PRAGMA legacy_alter_table = OFF;

-- 7. each row has to pass the check words <> ''; reads every row; fails if a row does not fit
SELECT 'notes: row with id = ' || quote(id) || ' breaks the check words <> ''''' AS violation
FROM notes
WHERE NOT (words <> '')
LIMIT 1;

-- 8. table notes is made anew: a check is new
CREATE TABLE schemac_new_notes (
    id INTEGER PRIMARY KEY,
    user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    parent INTEGER REFERENCES notes ON DELETE CASCADE,
    words TEXT NOT NULL CHECK (words <> '')
) STRICT;

-- 9. its rows are copied; writes every row anew
INSERT INTO schemac_new_notes (id, user, parent, words)
SELECT id, user, parent, words
FROM notes
ORDER BY rowid;

-- 10. each row has to be there; reads every row
SELECT 'notes: ' || (SELECT count(*) FROM schemac_new_notes) || ' rows were copied of ' || (SELECT count(*) FROM notes) AS violation
WHERE (SELECT count(*) FROM schemac_new_notes) <> (SELECT count(*) FROM notes);

-- 11. it takes the place of the old one
DROP TABLE notes;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_notes RENAME TO notes;
PRAGMA legacy_alter_table = OFF;

-- 12. index notes.notes_parent_idx is made again; reads every row
CREATE INDEX notes_parent_idx ON notes (parent);

-- 13. index notes.notes_user_idx is made again; reads every row
CREATE INDEX notes_user_idx ON notes (user);

-- 14. index users.users_by_name is made again; reads every row
CREATE INDEX users_by_name ON users (name);

-- 15. trigger notes.noted is made again
CREATE TRIGGER noted
    AFTER INSERT ON notes FOR EACH ROW
begin
    insert into log (line) select name from users where id = new.user;
end;

-- 16. trigger users.renamed is made again
CREATE TRIGGER renamed
    AFTER UPDATE OF name ON users FOR EACH ROW
begin
    insert into log (line) values (old.name || ' is ' || new.name);
end;

COMMIT;

PRAGMA foreign_keys = ON;
