SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table cut1 is a partition no more; ACCESS EXCLUSIVE on cut1
ALTER TABLE public.cut DETACH PARTITION public.cut1;

-- 2. table left1 is a partition no more; ACCESS EXCLUSIVE on left1
ALTER TABLE public."left" DETACH PARTITION public.left1;

-- 3. table turns1 is a partition no more; ACCESS EXCLUSIVE on turns1
ALTER TABLE public.turns DETACH PARTITION public.turns1;

-- 4. table turns2 is a partition no more; ACCESS EXCLUSIVE on turns2
ALTER TABLE public.turns DETACH PARTITION public.turns2;

-- 5. table turns1 is a partition; ACCESS EXCLUSIVE on turns1; reads every row; fails if a row does not fit
ALTER TABLE public.turns ATTACH PARTITION public.turns1 FOR VALUES FROM (20) TO (30);

-- 6. table turns2 is a partition; ACCESS EXCLUSIVE on turns2; reads every row; fails if a row does not fit
ALTER TABLE public.turns ATTACH PARTITION public.turns2 FOR VALUES FROM (0) TO (20);

-- 7. table turns3 is new; ACCESS EXCLUSIVE on turns
CREATE TABLE public.turns3 PARTITION OF public.turns FOR VALUES FROM (30) TO (40);

-- 8. column cut.d is new; ACCESS EXCLUSIVE on cut
ALTER TABLE public.cut ADD COLUMN d integer;

-- 9. column left.b is new; ACCESS EXCLUSIVE on left
ALTER TABLE public."left" ADD COLUMN b integer;

-- 10. column cut.b is no longer in the schema; ACCESS EXCLUSIVE on cut; takes data away
ALTER TABLE public.cut DROP COLUMN b;

-- 11. table joins is a partition; ACCESS EXCLUSIVE on joins; reads every row; fails if a row does not fit
ALTER TABLE public.cut ATTACH PARTITION public.joins FOR VALUES IN (2);

COMMIT;

-- 12. primary key grouped.grouped_pkey is new; SHARE UPDATE EXCLUSIVE on grouped; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS grouped_pkey ON public.grouped (id);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 13. primary key grouped.grouped_pkey is new; ACCESS EXCLUSIVE on grouped
ALTER TABLE public.grouped ADD CONSTRAINT grouped_pkey PRIMARY KEY USING INDEX grouped_pkey;

-- 14. view groups is new
CREATE VIEW public.groups AS
select id, n, count(*) as count from grouped group by id;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
