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

-- 4. trigger notes.one has changed; SHARE ROW EXCLUSIVE on notes
CREATE OR REPLACE TRIGGER one
    BEFORE INSERT OR UPDATE
    ON public.notes
    FOR EACH ROW
    EXECUTE FUNCTION public.touch('x');

-- 5. trigger notes.three is made again; SHARE ROW EXCLUSIVE on notes
CREATE CONSTRAINT TRIGGER three
    AFTER INSERT
    ON public.notes
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    EXECUTE FUNCTION public.tell();

-- 6. trigger notes.two has changed; SHARE ROW EXCLUSIVE on notes
CREATE OR REPLACE TRIGGER two
    AFTER UPDATE OF a, b
    ON public.notes
    FOR EACH ROW
    WHEN (old.a <> new.a)
    EXECUTE FUNCTION public.tell();

-- 7. policy notes.p lets other rows through; ACCESS EXCLUSIVE on notes
ALTER POLICY p ON public.notes
    TO pg_monitor
    USING (a > 1);

-- 8. the comment of policy notes.p
COMMENT ON POLICY p ON public.notes IS 'Only these.';

-- 9. policy notes.q is made again; ACCESS EXCLUSIVE on notes
CREATE POLICY q ON public.notes
    FOR ALL
    WITH CHECK (b > 0);

COMMIT;
