SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. policy notes.q changes and is made again; ACCESS EXCLUSIVE on notes
DROP POLICY q ON public.notes;

-- 2. trigger notes.three changes and is made again; ACCESS EXCLUSIVE on notes
DROP TRIGGER three ON public.notes;

-- 3. table notes shows only the rows that its policies let through; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;

-- 4. column notes.c is new; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD COLUMN c integer;

-- 5. column notes.c gets its value in the rows that are there; SHARE ROW EXCLUSIVE on notes; reads every row; writes every row anew
ALTER TABLE public.notes DISABLE TRIGGER USER;
UPDATE public.notes SET c = (a + b) WHERE c IS NULL;
ALTER TABLE public.notes ENABLE TRIGGER USER;
ALTER TABLE public.notes ENABLE ALWAYS TRIGGER four;

-- 6. column notes.c takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT c_is_not_null CHECK (c IS NOT NULL) NOT VALID;

-- 7. trigger notes.five has changed; SHARE ROW EXCLUSIVE on notes
CREATE OR REPLACE TRIGGER five
    AFTER DELETE
    ON public.notes
    FOR EACH ROW
    EXECUTE FUNCTION public.tell();
ALTER TABLE public.notes ENABLE REPLICA TRIGGER five;

-- 8. trigger notes.one has changed; SHARE ROW EXCLUSIVE on notes
CREATE OR REPLACE TRIGGER one
    BEFORE INSERT OR UPDATE
    ON public.notes
    FOR EACH ROW
    EXECUTE FUNCTION public.touch('x');

-- 9. trigger notes.three is made again; SHARE ROW EXCLUSIVE on notes
CREATE CONSTRAINT TRIGGER three
    AFTER INSERT
    ON public.notes
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    EXECUTE FUNCTION public.tell();

-- 10. trigger notes.two has changed; SHARE ROW EXCLUSIVE on notes
CREATE OR REPLACE TRIGGER two
    AFTER UPDATE OF a, b
    ON public.notes
    FOR EACH ROW
    WHEN (old.a <> new.a)
    EXECUTE FUNCTION public.tell();

-- 11. policy notes.p lets other rows through; ACCESS EXCLUSIVE on notes
ALTER POLICY p ON public.notes
    TO pg_monitor
    USING (a > 1);

-- 12. the comment of policy notes.p
COMMENT ON POLICY p ON public.notes IS 'Only these.';

-- 13. policy notes.q is made again; ACCESS EXCLUSIVE on notes
CREATE POLICY q ON public.notes
    FOR ALL
    WITH CHECK (b > 0);

COMMIT;

-- 14. column notes.c has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT c_is_not_null;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 15. column notes.c takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN c SET NOT NULL;
ALTER TABLE public.notes DROP CONSTRAINT c_is_not_null;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
