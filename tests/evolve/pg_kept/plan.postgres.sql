BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column orders.title is called heading now; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders RENAME COLUMN title TO heading;

-- 2. table orders_4 keeps indexes under names of its own; ACCESS EXCLUSIVE on orders_4
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO orders_4_pkey',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'orders_4_pkey'
        WHERE i.indrelid = 'public.orders_4'::regclass AND c.relname <> 'orders_4_pkey'
        AND pg_partition_root(i.indexrelid) = 'public.orders_pkey'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

-- 3. table orders_4 is a partition no more; ACCESS EXCLUSIVE on orders_4
ALTER TABLE public.orders DETACH PARTITION public.orders_4;

-- 4. column orders.heading is kept otherwise; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders ALTER COLUMN heading SET STORAGE extended;
ALTER TABLE ONLY public.orders ALTER COLUMN heading SET COMPRESSION lz4;
ALTER TABLE public.orders_1 ALTER COLUMN heading SET STORAGE main;
ALTER TABLE ONLY public.orders_1 ALTER COLUMN heading SET COMPRESSION lz4;
ALTER TABLE ONLY public.orders_2 ALTER COLUMN heading SET COMPRESSION lz4;
ALTER TABLE ONLY public.orders_2a ALTER COLUMN heading SET COMPRESSION lz4;

-- 5. column orders.body is kept otherwise; ACCESS EXCLUSIVE on orders
ALTER TABLE ONLY public.orders ALTER COLUMN body SET COMPRESSION lz4;
ALTER TABLE ONLY public.orders_2 ALTER COLUMN body SET COMPRESSION lz4;
ALTER TABLE ONLY public.orders_2a ALTER COLUMN body SET COMPRESSION lz4;

-- 6. column orders.note is kept otherwise; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders ALTER COLUMN note SET STORAGE plain;
ALTER TABLE ONLY public.orders_2 ALTER COLUMN note SET (n_distinct = 6);
ALTER TABLE public.orders_2a ALTER COLUMN note SET STORAGE main;

-- 7. column orders.extra is new; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders ADD COLUMN extra text DEFAULT 'x' NOT NULL;

-- 8. column orders.extra is kept otherwise; ACCESS EXCLUSIVE on orders
ALTER TABLE ONLY public.orders ALTER COLUMN extra SET COMPRESSION pglz;
ALTER TABLE public.orders_1 ALTER COLUMN extra SET STORAGE external;
ALTER TABLE ONLY public.orders_1 ALTER COLUMN extra SET COMPRESSION pglz;
ALTER TABLE ONLY public.orders_2 ALTER COLUMN extra SET COMPRESSION pglz;
ALTER TABLE ONLY public.orders_2a ALTER COLUMN extra SET COMPRESSION pglz;

-- 9. column alone.extra is new; ACCESS EXCLUSIVE on alone
ALTER TABLE public.alone ADD COLUMN extra text DEFAULT 'x' NOT NULL;

-- 10. column alone.extra is kept otherwise; ACCESS EXCLUSIVE on alone
ALTER TABLE ONLY public.alone ALTER COLUMN extra SET COMPRESSION pglz;

-- 11. table alone is a partition; ACCESS EXCLUSIVE on alone; reads every row; fails if a row does not fit
ALTER TABLE public.orders ATTACH PARTITION public.alone FOR VALUES FROM (3) TO (4);

-- 12. table orders_5 is new; ACCESS EXCLUSIVE on orders
CREATE TABLE public.orders_5 PARTITION OF public.orders FOR VALUES FROM (5) TO (6);
ALTER TABLE public.orders_5 ALTER COLUMN body SET STORAGE main;

-- 13. column people.name is kept otherwise; ACCESS EXCLUSIVE on people
ALTER TABLE public.people ALTER COLUMN name SET STORAGE external;
ALTER TABLE public.staff ALTER COLUMN name SET STORAGE plain;

-- 14. column people.bio has another type; ACCESS EXCLUSIVE on people
ALTER TABLE public.people ALTER COLUMN bio TYPE text;

-- 15. column people.bio is kept otherwise; ACCESS EXCLUSIVE on people
ALTER TABLE public.staff ALTER COLUMN bio SET STORAGE external;
ALTER TABLE ONLY public.staff ALTER COLUMN bio SET STATISTICS 4;

-- 16. table orders_4 keeps its columns otherwise; ACCESS EXCLUSIVE on orders_4
ALTER TABLE public.orders_4 ALTER COLUMN heading SET STORAGE extended;
ALTER TABLE ONLY public.orders_4 ALTER COLUMN body SET STATISTICS -1;
ALTER TABLE ONLY public.orders_4 ALTER COLUMN note SET COMPRESSION pglz;

-- 17. table alone keeps its columns otherwise; ACCESS EXCLUSIVE on alone
ALTER TABLE ONLY public.alone ALTER COLUMN heading SET COMPRESSION lz4;
ALTER TABLE public.alone ALTER COLUMN body SET STORAGE extended;
ALTER TABLE ONLY public.alone ALTER COLUMN body SET COMPRESSION lz4;
ALTER TABLE public.alone ALTER COLUMN note SET STORAGE plain;

-- 18. table orders_1 keeps its columns otherwise; SHARE UPDATE EXCLUSIVE on orders_1
ALTER TABLE ONLY public.orders_1 ALTER COLUMN size SET STATISTICS 8;

COMMIT;
