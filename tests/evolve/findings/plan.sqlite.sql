BEGIN;

-- 1. column users.age is new; reads every row; fails if a row does not fit
ALTER TABLE users ADD COLUMN age INTEGER NOT NULL DEFAULT 0 CHECK (age >= 0);

-- 2. column users.born is new; reads every row
ALTER TABLE users ADD COLUMN born TEXT;

-- 3. column users.boss is new; reads every row
ALTER TABLE users ADD COLUMN boss INTEGER REFERENCES users (id);

-- 4. column users.gone is no longer in the schema; writes every row anew; takes data away
ALTER TABLE users DROP COLUMN gone;

-- 5. table old is no longer in the schema; takes data away
DROP TABLE old;

-- 6. table unused is no longer in the schema; takes data away
DROP TABLE unused;

COMMIT;
