SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. index log.log_id is no longer what its table goes by; ACCESS EXCLUSIVE on log
ALTER TABLE public.log REPLICA IDENTITY DEFAULT;
ALTER TABLE public.log SET WITHOUT CLUSTER;

-- 2. table notes tells replication its rows otherwise; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes REPLICA IDENTITY FULL;

-- 3. index notes.notes_body is no longer what its table goes by; SHARE UPDATE EXCLUSIVE on notes
ALTER TABLE public.notes SET WITHOUT CLUSTER;

COMMIT;

-- 4. index log.log_id is no longer in the schema; SHARE UPDATE EXCLUSIVE on log
DROP INDEX CONCURRENTLY IF EXISTS public.log_id;

-- 5. index lines.lines_place has changed; SHARE UPDATE EXCLUSIVE on lines; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS lines_place_new ON public.lines (place, id);

-- 6. index lines.lines_place makes room for what it becomes; SHARE UPDATE EXCLUSIVE on lines
DROP INDEX CONCURRENTLY IF EXISTS public.lines_place;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 7. primary key orders.orders_pkey is what its table goes by; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders REPLICA IDENTITY USING INDEX orders_pkey;

-- 8. index lines.lines_place gets its name; SHARE UPDATE EXCLUSIVE on lines
ALTER INDEX public.lines_place_new RENAME TO lines_place;

-- 9. index lines.lines_place is what its table goes by; ACCESS EXCLUSIVE on lines
ALTER TABLE public.lines REPLICA IDENTITY USING INDEX lines_place;

-- 10. index orders.orders_total_idx is what its table goes by; SHARE UPDATE EXCLUSIVE on orders
ALTER TABLE public.orders CLUSTER ON orders_total_idx;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
