SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table leaf is new
CREATE TABLE public.leaf (
    id bigint NOT NULL,
    note bigint NOT NULL,
    CONSTRAINT leaf_pkey PRIMARY KEY (id)
);

-- 2. index leaf.leaf_note_idx is new
CREATE INDEX leaf_note_idx ON public.leaf (note);

-- 3. foreign key leaf.leaf_note_fkey is new; SHARE ROW EXCLUSIVE on notes
ALTER TABLE public.leaf ADD CONSTRAINT leaf_note_fkey FOREIGN KEY (note) REFERENCES public.notes (id);

-- 4. foreign key notes.notes_other_fkey is checked at another time; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER CONSTRAINT notes_other_fkey DEFERRABLE INITIALLY DEFERRED;

-- 5. foreign key notes.notes_up_fkey is new; SHARE ROW EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT notes_up_fkey FOREIGN KEY (up) REFERENCES public.notes (id) DEFERRABLE NOT VALID;

COMMIT;

-- 6. index notes.notes_other_idx is new; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_other_idx ON public.notes (other);

-- 7. index notes.notes_up_idx is new; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_up_idx ON public.notes (up);

-- 8. foreign key notes.notes_up_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT notes_up_fkey;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
