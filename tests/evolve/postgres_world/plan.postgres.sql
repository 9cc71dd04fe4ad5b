BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. policy t.own is in the way of a change of column t.n and is made again; ACCESS EXCLUSIVE on t
DROP POLICY own ON public.t;

-- 2. view sums is in the way of a change of column t.n and is made again; ACCESS EXCLUSIVE on sums
DROP MATERIALIZED VIEW public.sums;

-- 3. namespace fresh is new
CREATE SCHEMA fresh;

-- 4. table fresh.things is new
CREATE TABLE fresh.things (
    id bigint NOT NULL,
    t bigint,
    CONSTRAINT things_pkey PRIMARY KEY (id)
);

-- 5. column t.n has another type; ACCESS EXCLUSIVE on t; writes every row anew
ALTER TABLE public.t ALTER COLUMN n TYPE bigint;

-- 6. foreign key fresh.things.things_t_fkey is new; SHARE ROW EXCLUSIVE on t
ALTER TABLE fresh.things ADD CONSTRAINT things_t_fkey FOREIGN KEY (t) REFERENCES public.t (id);

-- 7. view sums is made again
CREATE MATERIALIZED VIEW public.sums AS
select owner, sum(n) as n from t group by owner;

-- 8. the comment of view sums
COMMENT ON MATERIALIZED VIEW public.sums IS 'All of it';

-- 9. index sums.sums_by_owner is made again; ACCESS EXCLUSIVE on sums; reads every row
CREATE UNIQUE INDEX sums_by_owner ON public.sums (owner);

-- 10. the comment of index sums.sums_by_owner
COMMENT ON INDEX public.sums_by_owner IS 'One line each';

-- 11. policy t.own is made again; ACCESS EXCLUSIVE on t
CREATE POLICY own ON public.t
    FOR ALL
    USING (owner = CURRENT_USER AND n > 0);

-- 12. table old.things is no longer in the schema; ACCESS EXCLUSIVE on old.things; takes data away
DROP TABLE old.things;

-- 13. namespace old is no longer in the schema
DROP SCHEMA old;

COMMIT;
