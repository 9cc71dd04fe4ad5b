SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. index sized.sized_size_idx is in the way of a change of operator class "by hash" using "Hash 2" and is made again; ACCESS EXCLUSIVE on sized
DROP INDEX public.sized_size_idx;

-- 2. exclude sized.no_two is in the way of a change of operator class "by hash" using "Hash 2" and is made again; ACCESS EXCLUSIVE on sized
ALTER TABLE public.sized DROP CONSTRAINT no_two;

-- 3. operator class "by hash" using "Hash 2" changes and is made again
DROP OPERATOR FAMILY public."by hash" USING "Hash 2";

-- 4. operator class "by hash" using "Hash 2" is made again as it is now
CREATE OPERATOR CLASS public."by hash" default for type int using "Hash 2" as operator 1 =, function 1 hashint4(int), function 2 hashint4extended(int, bigint);

-- 5. exclude sized.no_two is made again; ACCESS EXCLUSIVE on sized; reads every row; fails if a row does not fit
ALTER TABLE public.sized ADD CONSTRAINT no_two EXCLUDE USING "Hash 2" (size WITH =);

COMMIT;

-- 6. index sized.sized_size_idx is made again; SHARE UPDATE EXCLUSIVE on sized; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS sized_size_idx ON public.sized USING "Hash 2" (size);

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
