BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. sequence counts need not survive a crash
ALTER SEQUENCE public.counts SET UNLOGGED;

-- 2. column notes.id gets the names that are said
DO $name$ DECLARE place text := 'public.notes'; part text := 'id'; wanted text := '"Note Ids"'; rename text; BEGIN
    SELECT format('ALTER SEQUENCE %s RENAME TO %s', c.oid::regclass, wanted) INTO rename
    FROM pg_class c WHERE c.oid = pg_get_serial_sequence(place, part)::regclass AND quote_ident(c.relname) <> wanted;
    IF rename IS NOT NULL THEN EXECUTE rename; END IF;
END $name$;

-- 3. column notes.n gets the names that are said
DO $name$ DECLARE place text := 'public.notes'; part text := 'n'; wanted text := 'note_counts'; rename text; BEGIN
    SELECT format('ALTER SEQUENCE %s RENAME TO %s', c.oid::regclass, wanted) INTO rename
    FROM pg_class c WHERE c.oid = pg_get_serial_sequence(place, part)::regclass AND quote_ident(c.relname) <> wanted;
    IF rename IS NOT NULL THEN EXECUTE rename; END IF;
END $name$;

-- 4. view texts fills in other values; ACCESS EXCLUSIVE on texts
ALTER VIEW public.texts ALTER COLUMN kind SET DEFAULT 'odd';
ALTER VIEW public.texts ALTER COLUMN id SET DEFAULT 7;

COMMIT;
