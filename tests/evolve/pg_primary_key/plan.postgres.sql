SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. primary key c.c_pkey is no longer in the schema; ACCESS EXCLUSIVE on c
ALTER TABLE public.c DROP CONSTRAINT c_pkey;

COMMIT;

-- 2. primary key a.a_pkey has changed; SHARE UPDATE EXCLUSIVE on a; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_pkey_new ON public.a (x);

-- 3. primary key b.b_pkey is new; SHARE UPDATE EXCLUSIVE on b; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS b_pkey ON public.b (x) INCLUDE (y);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 4. primary key a.a_pkey makes room for what it becomes; ACCESS EXCLUSIVE on a
ALTER TABLE public.a DROP CONSTRAINT a_pkey;

-- 5. primary key a.a_pkey has changed; ACCESS EXCLUSIVE on a
ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY USING INDEX a_pkey_new;

-- 6. column a.y takes NULL; ACCESS EXCLUSIVE on a
ALTER TABLE public.a ALTER COLUMN y DROP NOT NULL;

-- 7. primary key b.b_pkey is new; ACCESS EXCLUSIVE on b
ALTER TABLE public.b ADD CONSTRAINT b_pkey PRIMARY KEY USING INDEX b_pkey;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
