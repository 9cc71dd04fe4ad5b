PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. table users is called Users now
ALTER TABLE users RENAME TO schemac_renamed;
ALTER TABLE schemac_renamed RENAME TO "Users";

-- 2. column "Users".mail is called Mail now
ALTER TABLE "Users" RENAME COLUMN mail TO "Mail";

-- 3. column letters.sender is called Sender now
ALTER TABLE letters RENAME COLUMN sender TO "Sender";

-- 4. view "Senders" changes and is made again
DROP VIEW senders;

-- 5. table "Users" is made anew: a column takes any value now
CREATE TABLE "schemac_new_Users" (
    id INTEGER PRIMARY KEY,
    "Mail" TEXT NOT NULL,
    boss INTEGER REFERENCES "Users",
    CONSTRAINT "Grown" CHECK (id > 0)
) STRICT;

-- 6. its rows are copied; writes every row anew
INSERT INTO "schemac_new_Users" (id, "Mail", boss)
SELECT id, "Mail", boss
FROM "Users"
ORDER BY rowid;

-- 7. each row has to be there; reads every row
SELECT '"Users": ' || (SELECT count(*) FROM "schemac_new_Users") || ' rows were copied of ' || (SELECT count(*) FROM "Users") AS violation
WHERE (SELECT count(*) FROM "schemac_new_Users") <> (SELECT count(*) FROM "Users");

-- 8. it takes the place of the old one
DROP TABLE "Users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemac_new_Users" RENAME TO "Users";
PRAGMA legacy_alter_table = OFF;

-- 9. index "Users"."By_Mail" is made again; reads every row
CREATE INDEX "By_Mail" ON "Users" ("Mail");

-- 10. view "Senders" is made again as it is now
CREATE VIEW "Senders" AS
select "Sender" from letters;

COMMIT;

PRAGMA foreign_keys = ON;
