SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. index notes.by_l is in the way of a change of column notes.l and is made again; ACCESS EXCLUSIVE on notes
DROP INDEX public.by_l;

-- 2. check notes.notes_k_check is in the way of a change of column notes.k and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT notes_k_check;

-- 3. check notes.notes_l_check is in the way of a change of column notes.l and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT notes_l_check;

-- 4. check notes.pos is in the way of a change of column notes.c and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT pos;

-- 5. column notes.a has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN a TYPE character varying(20);

-- 6. column notes.b has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN b DROP DEFAULT, ALTER COLUMN b TYPE text, ALTER COLUMN b SET DEFAULT 'x';

-- 7. column notes.c has another type; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ALTER COLUMN c DROP DEFAULT, ALTER COLUMN c TYPE bigint, ALTER COLUMN c SET DEFAULT 7;

-- 8. column notes.d has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN d TYPE numeric(10,2);

-- 9. column notes.f has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN f TYPE timestamp(6) without time zone;

-- 10. column notes.g has another type; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ALTER COLUMN g TYPE text;

-- 11. column notes.h has another type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN h DROP DEFAULT, ALTER COLUMN h TYPE integer USING (h::integer), ALTER COLUMN h SET DEFAULT 12;

-- 12. column notes.i has another type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN i TYPE timestamp with time zone USING (i AT TIME ZONE 'UTC');

-- 13. column notes.j has another type; ACCESS EXCLUSIVE on notes; writes every row anew; takes data away; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN j TYPE jsonb;

-- 14. column notes.k has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN k DROP DEFAULT, ALTER COLUMN k TYPE character varying(20), ALTER COLUMN k SET DEFAULT 'p';

-- 15. column notes.l has another type; ACCESS EXCLUSIVE on notes; writes every row anew; takes data away; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN l DROP DEFAULT, ALTER COLUMN l TYPE integer, ALTER COLUMN l SET DEFAULT 1;

-- 16. column notes.m has another type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN m DROP DEFAULT, ALTER COLUMN m TYPE character varying(30), ALTER COLUMN m SET DEFAULT 'M';

-- 17. check notes.notes_k_check is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT notes_k_check CHECK (k IN ('p', 'q')) NOT VALID;

-- 18. check notes.notes_l_check is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT notes_l_check CHECK (l >= 0) NOT VALID;

-- 19. check notes.pos is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT pos CHECK (c > 0) NOT VALID;

COMMIT;

-- 20. check notes.notes_k_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT notes_k_check;

-- 21. check notes.notes_l_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT notes_l_check;

-- 22. check notes.pos holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT pos;

-- 23. index notes.by_l is made again; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS by_l ON public.notes (id) WHERE l IN (1, 2);

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
