SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column mails.id is new; ACCESS EXCLUSIVE on mails
ALTER TABLE public.mails ADD COLUMN id bigint;

-- 2. column mails.id gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on mails; reads every row; writes every row anew
UPDATE public.mails SET id = length(mail) WHERE id IS NULL;

-- 3. column mails.id takes no NULL any more; ACCESS EXCLUSIVE on mails
ALTER TABLE public.mails ADD CONSTRAINT id_is_not_null CHECK (id IS NOT NULL) NOT VALID;

-- 4. column mails.subject is no longer in the schema; ACCESS EXCLUSIVE on mails; takes data away
ALTER TABLE public.mails DROP COLUMN subject;

COMMIT;

-- 5. column mails.id has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on mails; reads every row; fails if a row does not fit
ALTER TABLE public.mails VALIDATE CONSTRAINT id_is_not_null;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 6. column mails.id takes no NULL any more; ACCESS EXCLUSIVE on mails
ALTER TABLE public.mails ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.mails DROP CONSTRAINT id_is_not_null;

COMMIT;

-- 7. primary key mails.new_key is new; SHARE UPDATE EXCLUSIVE on mails; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS new_key ON public.mails (id);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 8. primary key mails.new_key is new; ACCESS EXCLUSIVE on mails
ALTER TABLE public.mails ADD CONSTRAINT new_key PRIMARY KEY USING INDEX new_key;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
