SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column users.mail takes no NULL any more; ACCESS EXCLUSIVE on users
ALTER TABLE public.users ADD CONSTRAINT mail_is_not_null CHECK (mail IS NOT NULL) NOT VALID;

-- 2. column users.label has another type; ACCESS EXCLUSIVE on users; writes every row anew; fails if a row does not fit
ALTER TABLE public.users ALTER COLUMN label TYPE character varying(40);

-- 3. column users.country is new; ACCESS EXCLUSIVE on users; reads every row; fails if a row does not fit
ALTER TABLE public.users ADD COLUMN country text NOT NULL;

-- 4. check percent.percent_check is new
ALTER DOMAIN public.percent ADD CONSTRAINT percent_check CHECK (value < 101) NOT VALID;

-- 5. check users.adult is new; ACCESS EXCLUSIVE on users
ALTER TABLE public.users ADD CONSTRAINT adult CHECK (age > 17) NOT VALID;

COMMIT;

-- 6. column users.mail has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on users; reads every row; fails if a row does not fit
ALTER TABLE public.users VALIDATE CONSTRAINT mail_is_not_null;

-- 7. primary key users.users_pkey is new; SHARE UPDATE EXCLUSIVE on users; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_pkey ON public.users (id);

-- 8. check percent.percent_check holds for the rows that are there; SHARE on users; reads every row; fails if a row does not fit
ALTER DOMAIN public.percent VALIDATE CONSTRAINT percent_check;

-- 9. check users.adult holds for the rows that are there; SHARE UPDATE EXCLUSIVE on users; reads every row; fails if a row does not fit
ALTER TABLE public.users VALIDATE CONSTRAINT adult;

-- 10. index users.oldest is new; SHARE UPDATE EXCLUSIVE on users; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS oldest ON public.users (age) WHERE boss IS NULL;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 11. column users.mail takes no NULL any more; ACCESS EXCLUSIVE on users
ALTER TABLE public.users ALTER COLUMN mail SET NOT NULL;
ALTER TABLE public.users DROP CONSTRAINT mail_is_not_null;

-- 12. primary key users.users_pkey is new; ACCESS EXCLUSIVE on users
ALTER TABLE public.users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;

-- 13. foreign key users.users_boss_fkey is new; SHARE ROW EXCLUSIVE on users
ALTER TABLE public.users ADD CONSTRAINT users_boss_fkey FOREIGN KEY (boss) REFERENCES public.users (id) NOT VALID;

COMMIT;

-- 14. unique users.users_mail_key is new; SHARE UPDATE EXCLUSIVE on users; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_mail_key ON public.users (mail);

-- 15. foreign key users.users_boss_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on users; reads every row; fails if a row does not fit
ALTER TABLE public.users VALIDATE CONSTRAINT users_boss_fkey;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 16. unique users.users_mail_key is new; ACCESS EXCLUSIVE on users
ALTER TABLE public.users ADD CONSTRAINT users_mail_key UNIQUE USING INDEX users_mail_key;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
