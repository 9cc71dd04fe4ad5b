BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table orders_3 keeps indexes under names of its own; ACCESS EXCLUSIVE on orders_3
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO orders_3_pkey',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'orders_3_pkey'
        WHERE i.indrelid = 'public.orders_3'::regclass AND c.relname <> 'orders_3_pkey'
        AND pg_partition_root(i.indexrelid) = 'public.orders_pkey'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

-- 2. table orders_3 is a partition no more; ACCESS EXCLUSIVE on orders_3
ALTER TABLE public.orders DETACH PARTITION public.orders_3;

-- 3. trigger orders.other has changed; SHARE ROW EXCLUSIVE on orders
CREATE OR REPLACE TRIGGER other
    BEFORE INSERT
    ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.note();
ALTER TABLE public.orders ENABLE ALWAYS TRIGGER other;
ALTER TABLE ONLY kb.orders_2 ENABLE TRIGGER other;

-- 4. trigger orders.third is new; SHARE ROW EXCLUSIVE on orders
CREATE TRIGGER third
    BEFORE UPDATE
    ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.note();
ALTER TABLE ONLY public.orders_1 DISABLE TRIGGER third;

-- 5. table orders_4 is new; ACCESS EXCLUSIVE on orders
CREATE TABLE public.orders_4 PARTITION OF public.orders FOR VALUES FROM (4) TO (5);

-- 6. trigger orders.audit has changed; SHARE ROW EXCLUSIVE on orders
CREATE OR REPLACE TRIGGER audit
    AFTER INSERT
    ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.note();
ALTER TABLE ONLY public.orders_1 DISABLE TRIGGER audit;
ALTER TABLE ONLY public.orders_4 DISABLE TRIGGER audit;
ALTER TABLE ONLY public.orders_2a ENABLE REPLICA TRIGGER audit;

-- 7. table gone is no longer in the schema; ACCESS EXCLUSIVE on gone; takes data away
DROP TABLE public.gone;

COMMIT;
