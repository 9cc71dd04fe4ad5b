SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table heir inherits from one less; ACCESS EXCLUSIVE on heir
ALTER TABLE public.heir NO INHERIT public.first;

-- 2. table here is a partition no more; ACCESS EXCLUSIVE on here
ALTER TABLE public.old DETACH PARTITION public.here;

-- 3. table here has columns of its own alone; ACCESS EXCLUSIVE on here; takes data away
ALTER TABLE public.here DROP COLUMN gone;

-- 4. column new.paid gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on new; reads every row; writes every row anew
UPDATE public.new SET paid = 0 WHERE paid IS NULL;

-- 5. column new.paid takes no NULL any more; ACCESS EXCLUSIVE on new; reads every row; fails if a row does not fit
ALTER TABLE public.new ALTER COLUMN paid SET NOT NULL;

-- 6. check new.new_number_check is new; ACCESS EXCLUSIVE on new; reads every row; fails if a row does not fit
ALTER TABLE public.new ADD CONSTRAINT new_number_check CHECK (number > 0);

-- 7. column heir.extra is no longer in the schema; ACCESS EXCLUSIVE on heir; takes data away
ALTER TABLE public.heir DROP COLUMN extra;

-- 8. column new.lost is no longer in the schema; ACCESS EXCLUSIVE on new; takes data away
ALTER TABLE public.new DROP COLUMN lost;

-- 9. column here.paid gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on here; reads every row; writes every row anew
UPDATE public.here SET paid = 0 WHERE paid IS NULL;

-- 10. column here.paid takes no NULL any more; ACCESS EXCLUSIVE on here; reads every row; fails if a row does not fit
ALTER TABLE public.here ALTER COLUMN paid SET NOT NULL;

-- 11. column here.spare is new; ACCESS EXCLUSIVE on here
ALTER TABLE public.here ADD COLUMN spare integer;

-- 12. check here.new_number_check is new; ACCESS EXCLUSIVE on here; reads every row; fails if a row does not fit
ALTER TABLE public.here ADD CONSTRAINT new_number_check CHECK (number > 0);

-- 13. table here is a partition; ACCESS EXCLUSIVE on here; reads every row; fails if a row does not fit
ALTER TABLE public.new ATTACH PARTITION public.here FOR VALUES IN ('here');

-- 14. column second.dropped is no longer in the schema; ACCESS EXCLUSIVE on second; takes data away
ALTER TABLE public.second DROP COLUMN dropped;

-- 15. table heir inherits from another table; ACCESS EXCLUSIVE on heir
ALTER TABLE public.heir INHERIT public.second;

COMMIT;

-- 16. index other.other_word_idx is new; SHARE UPDATE EXCLUSIVE on other; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS other_word_idx ON public.other (word);

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
