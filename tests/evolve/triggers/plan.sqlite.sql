BEGIN;

-- 1. trigger t.old is no longer in the schema
DROP TRIGGER old;

-- 2. column t.more is new; reads every row
ALTER TABLE t ADD COLUMN more INTEGER;

-- 3. trigger t.fresh is new
CREATE TRIGGER fresh
    AFTER INSERT ON t FOR EACH ROW
begin insert into log(n) values (new.n + 100); end;

-- 4. column t.gone is no longer in the schema; writes every row anew; takes data away
ALTER TABLE t DROP COLUMN gone;

COMMIT;
