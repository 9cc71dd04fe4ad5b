SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column users.age is new; ACCESS EXCLUSIVE on users
ALTER TABLE public.users ADD COLUMN age integer DEFAULT 0 NOT NULL;

-- 2. column users.born is new; ACCESS EXCLUSIVE on users
ALTER TABLE public.users ADD COLUMN born date;

-- 3. column users.boss is new; ACCESS EXCLUSIVE on users
ALTER TABLE public.users ADD COLUMN boss bigint;

-- 4. check users.users_age_check is new; ACCESS EXCLUSIVE on users
ALTER TABLE public.users ADD CONSTRAINT users_age_check CHECK (age >= 0) NOT VALID;

-- 5. foreign key users.users_boss_fkey is new; SHARE ROW EXCLUSIVE on users
ALTER TABLE public.users ADD CONSTRAINT users_boss_fkey FOREIGN KEY (boss) REFERENCES public.users (id) NOT VALID;

-- 6. column users.gone is no longer in the schema; ACCESS EXCLUSIVE on users; takes data away
ALTER TABLE public.users DROP COLUMN gone;

-- 7. table old is no longer in the schema; ACCESS EXCLUSIVE on old; takes data away
DROP TABLE public.old;

-- 8. table unused is no longer in the schema; ACCESS EXCLUSIVE on unused; takes data away
DROP TABLE public.unused;

COMMIT;

-- 9. check users.users_age_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on users; reads every row; fails if a row does not fit
ALTER TABLE public.users VALIDATE CONSTRAINT users_age_check;

-- 10. foreign key users.users_boss_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on users; reads every row; fails if a row does not fit
ALTER TABLE public.users VALIDATE CONSTRAINT users_boss_fkey;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
