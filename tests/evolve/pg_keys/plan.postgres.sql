SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. foreign key links.links_c_fkey is no longer in the schema; ACCESS EXCLUSIVE on links
ALTER TABLE public.links DROP CONSTRAINT links_c_fkey;

-- 2. foreign key links.links_note_id_fkey changes and is made again; ACCESS EXCLUSIVE on links
ALTER TABLE public.links DROP CONSTRAINT links_note_id_fkey;

-- 3. foreign key parts.parts_a_b_fkey is in the way of a change of unique notes.ab and is made again; ACCESS EXCLUSIVE on parts
ALTER TABLE public.parts DROP CONSTRAINT parts_a_b_fkey;

-- 4. check links.links_c_check is new; ACCESS EXCLUSIVE on links
ALTER TABLE public.links ADD CONSTRAINT links_c_check CHECK (c > 0) NOT VALID;

-- 5. foreign key links.links_note_id_fkey has changed; SHARE ROW EXCLUSIVE on links
ALTER TABLE public.links ADD CONSTRAINT links_note_id_fkey FOREIGN KEY (note_id) REFERENCES public.notes (id) ON DELETE CASCADE NOT VALID;

COMMIT;

-- 6. unique links.links_note_id_key is new; SHARE UPDATE EXCLUSIVE on links; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS links_note_id_key ON public.links (note_id);

-- 7. unique notes.ab has changed; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ab_new ON public.notes (a, b) INCLUDE (c);

-- 8. unique notes.notes_b_c_key is new; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS notes_b_c_key ON public.notes (b, c);

-- 9. unique notes.only_c has changed; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS only_c_new ON public.notes (c);

-- 10. check links.links_c_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on links; reads every row; fails if a row does not fit
ALTER TABLE public.links VALIDATE CONSTRAINT links_c_check;

-- 11. foreign key links.links_note_id_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on links; reads every row; fails if a row does not fit
ALTER TABLE public.links VALIDATE CONSTRAINT links_note_id_fkey;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 12. unique links.links_note_id_key is new; ACCESS EXCLUSIVE on links
ALTER TABLE public.links ADD CONSTRAINT links_note_id_key UNIQUE USING INDEX links_note_id_key;

-- 13. unique notes.ab makes room for what it becomes; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT ab;

-- 14. unique notes.ab has changed; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT ab UNIQUE USING INDEX ab_new;

-- 15. unique notes.ab has its comment again; SHARE UPDATE EXCLUSIVE on notes
COMMENT ON CONSTRAINT ab ON public.notes IS 'Pairs.';

-- 16. unique notes.notes_b_c_key is new; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT notes_b_c_key UNIQUE USING INDEX notes_b_c_key;

-- 17. unique notes.only_c makes room for what it becomes; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT only_c;

-- 18. unique notes.only_c has changed; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT only_c UNIQUE USING INDEX only_c_new DEFERRABLE INITIALLY DEFERRED;

-- 19. foreign key parts.parts_a_b_fkey is made again; SHARE ROW EXCLUSIVE on parts
ALTER TABLE public.parts ADD CONSTRAINT parts_a_b_fkey FOREIGN KEY (a, b) REFERENCES public.notes (a, b) NOT VALID;

COMMIT;

-- 20. foreign key parts.parts_a_b_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on parts; reads every row; fails if a row does not fit
ALTER TABLE public.parts VALIDATE CONSTRAINT parts_a_b_fkey;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
