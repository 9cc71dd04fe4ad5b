SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column items.slug is new; ACCESS EXCLUSIVE on items
ALTER TABLE public.items ADD COLUMN slug text;

-- 2. column items.slug gets its value in the rows that are there; ACCESS EXCLUSIVE on items; reads every row; writes every row anew
ALTER TABLE public.items DISABLE TRIGGER USER;
ALTER TABLE public.items NO FORCE ROW LEVEL SECURITY;
UPDATE public.items SET slug = (lower(name) || id) WHERE slug IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE public.items ENABLE TRIGGER USER;
ALTER TABLE public.items FORCE ROW LEVEL SECURITY;

-- 3. column items.slug takes no NULL any more; ACCESS EXCLUSIVE on items
ALTER TABLE public.items ADD CONSTRAINT slug_is_not_null CHECK (slug IS NOT NULL) NOT VALID;

-- 4. column items.kind is new; ACCESS EXCLUSIVE on items
ALTER TABLE public.items ADD COLUMN kind text DEFAULT 'old' NOT NULL;
ALTER TABLE public.items ALTER COLUMN kind SET DEFAULT 'plain';

-- 5. column items.made is new; ACCESS EXCLUSIVE on items
ALTER TABLE public.items ADD COLUMN made timestamp with time zone DEFAULT now() NOT NULL;

-- 6. column notes.token is new; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD COLUMN token uuid;
ALTER TABLE public.notes ALTER COLUMN token SET DEFAULT gen_random_uuid();

-- 7. column notes.token gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; writes every row anew
UPDATE public.notes SET token = gen_random_uuid() WHERE token IS NULL;

-- 8. column notes.token takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT token_is_not_null CHECK (token IS NOT NULL) NOT VALID;

-- 9. column notes.rank is new; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD COLUMN rank bigint;
ALTER TABLE public.notes ALTER COLUMN rank SET DEFAULT (random() * 0);

-- 10. column notes.rank gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; writes every row anew
UPDATE public.notes SET rank = (random() * 0) WHERE rank IS NULL;

COMMIT;

-- 11. column items.slug has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on items; reads every row; fails if a row does not fit
ALTER TABLE public.items VALIDATE CONSTRAINT slug_is_not_null;

-- 12. column notes.token has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT token_is_not_null;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 13. column items.slug takes no NULL any more; ACCESS EXCLUSIVE on items
ALTER TABLE public.items ALTER COLUMN slug SET NOT NULL;
ALTER TABLE public.items DROP CONSTRAINT slug_is_not_null;

-- 14. column notes.token takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN token SET NOT NULL;
ALTER TABLE public.notes DROP CONSTRAINT token_is_not_null;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
