SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table people has its keys enforced at other times; SHARE ROW EXCLUSIVE on people
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.people'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s ENABLE ALWAYS TRIGGER %I', 'public.people', one);
    END LOOP;
END $$;

-- 2. column logs.note is new; ACCESS EXCLUSIVE on logs
ALTER TABLE public.logs ADD COLUMN note bigint;

-- 3. column later.note is new; ACCESS EXCLUSIVE on later
ALTER TABLE public.later ADD COLUMN note bigint;

-- 4. table later is a partition; ACCESS EXCLUSIVE on later; reads every row; fails if a row does not fit
ALTER TABLE public.logs ATTACH PARTITION public.later FOR VALUES IN (3);
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.later'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', 'public.later', one);
    END LOOP;
END $$;

-- 5. table logs_1 has its keys enforced at other times; SHARE ROW EXCLUSIVE on logs_1
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.logs_1'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s ENABLE TRIGGER %I', 'public.logs_1', one);
    END LOOP;
END $$;

-- 6. table logs_2 has its keys enforced at other times; SHARE ROW EXCLUSIVE on logs_2
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.logs_2'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', 'public.logs_2', one);
    END LOOP;
END $$;

-- 7. column orders.note is new; ACCESS EXCLUSIVE on orders; reads every row; fails if a row does not fit
ALTER TABLE public.orders ADD COLUMN note bigint NOT NULL;

-- 8. foreign key logs.logs_note_fkey is new; SHARE ROW EXCLUSIVE on logs; reads every row; fails if a row does not fit
ALTER TABLE public.logs ADD CONSTRAINT logs_note_fkey FOREIGN KEY (note) REFERENCES public.notes (id);

-- 9. foreign key logs.logs_note_fkey has triggers as the others of its tables; SHARE ROW EXCLUSIVE on logs
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.notes'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s ENABLE REPLICA TRIGGER %I', 'public.notes', one);
    END LOOP;
END $$;
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.logs_2'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', 'public.logs_2', one);
    END LOOP;
END $$;
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.later'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', 'public.later', one);
    END LOOP;
END $$;

-- 10. foreign key orders.orders_note_fkey is new; SHARE ROW EXCLUSIVE on orders
ALTER TABLE public.orders ADD CONSTRAINT orders_note_fkey FOREIGN KEY (note) REFERENCES public.notes (id) NOT VALID;

-- 11. foreign key orders.orders_note_fkey has triggers as the others of its tables; SHARE ROW EXCLUSIVE on orders
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.orders'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', 'public.orders', one);
    END LOOP;
END $$;
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.notes'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s ENABLE REPLICA TRIGGER %I', 'public.notes', one);
    END LOOP;
END $$;

COMMIT;

-- 12. unique orders.orders_number_key has changed; SHARE UPDATE EXCLUSIVE on orders; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS orders_number_key_new ON public.orders (number);

-- 13. foreign key orders.orders_note_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on orders; reads every row; fails if a row does not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_note_fkey;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 14. unique orders.orders_number_key makes room for what it becomes; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders DROP CONSTRAINT orders_number_key;

-- 15. unique orders.orders_number_key has changed; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number_key_new DEFERRABLE INITIALLY DEFERRED;

-- 16. unique orders.orders_number_key has triggers as the others of its tables; SHARE ROW EXCLUSIVE on orders
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
        WHERE tgrelid = 'public.orders'::regclass AND tgisinternal AND contype <> 't'
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', 'public.orders', one);
    END LOOP;
END $$;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
