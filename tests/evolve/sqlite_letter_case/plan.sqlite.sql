BEGIN;

-- 1. table users is called Users now
ALTER TABLE users RENAME TO schemac_renamed;
ALTER TABLE schemac_renamed RENAME TO "Users";

-- 2. column "Users"."Mail" is called mail now
ALTER TABLE "Users" RENAME COLUMN "Mail" TO mail;

-- 3. column letters.sender is called Sender now
ALTER TABLE letters RENAME COLUMN sender TO "Sender";

-- 4. trigger letters."Told" changes and is made again
DROP TRIGGER told;

-- 5. view "Senders" changes and is made again
DROP VIEW senders;

-- 6. index "Users"."By_Mail" changes and is made again
DROP INDEX by_mail;

-- 7. index "Users"."By_Mail" is made again; reads every row
CREATE INDEX "By_Mail" ON "Users" (mail);

-- 8. view "Senders" is made again as it is now
CREATE VIEW "Senders" AS
select "Sender" from letters;

-- 9. trigger letters."Told" is made again as it is now
CREATE TRIGGER "Told"
    AFTER INSERT ON letters FOR EACH ROW
begin select 1; end;

COMMIT;
