SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. check archive.small is no longer in the schema; ACCESS EXCLUSIVE on archive
ALTER TABLE public.archive DROP CONSTRAINT small;

-- 2. table items_5 keeps indexes under names of its own; ACCESS EXCLUSIVE on items_5
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO items_size_idx_left',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'items_size_idx_left'
        WHERE i.indrelid = 'public.items_5'::regclass AND c.relname <> 'items_size_idx_left'
        AND pg_partition_root(i.indexrelid) = 'public.items_size_idx'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

-- 3. table items_5 is a partition no more; ACCESS EXCLUSIVE on items_5
ALTER TABLE public.items DETACH PARTITION public.items_5;

-- 4. table items_5 does not keep what it had of the table above; ACCESS EXCLUSIVE on items_5
ALTER TABLE public.items_5 DROP CONSTRAINT items_size_check;

-- 5. table items_5 does not keep what it had of the table above; ACCESS EXCLUSIVE on items_5
DROP INDEX public.items_size_idx_left;

-- 6. table items_5 has columns of its own alone; ACCESS EXCLUSIVE on items_5; takes data away
ALTER TABLE public.items_5 DROP COLUMN size;

-- 7. table orders_2 keeps indexes under names of its own; ACCESS EXCLUSIVE on orders_2
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO orders_2_pkey',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'orders_2_pkey'
        WHERE i.indrelid = 'public.orders_2'::regclass AND c.relname <> 'orders_2_pkey'
        AND pg_partition_root(i.indexrelid) = 'public.orders_pkey'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO orders_amount_idx_left',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'orders_amount_idx_left'
        WHERE i.indrelid = 'public.orders_2'::regclass AND c.relname <> 'orders_amount_idx_left'
        AND pg_partition_root(i.indexrelid) = 'public.orders_amount_idx'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

-- 8. table orders_2 is a partition no more; ACCESS EXCLUSIVE on orders_2
ALTER TABLE public.orders DETACH PARTITION public.orders_2;

-- 9. table orders_2 keeps a rule under its own name; ACCESS EXCLUSIVE on orders_2
ALTER TABLE public.orders_2 RENAME CONSTRAINT orders_user_id_fkey TO orders_2_user_id_fkey;

-- 10. table orders_2 does not keep what it had of the table above; ACCESS EXCLUSIVE on orders_2
ALTER TABLE public.orders_2 DROP CONSTRAINT positive;

-- 11. table orders_2 keeps a rule under its own name; ACCESS EXCLUSIVE on orders_2
ALTER TABLE public.orders_2 RENAME CONSTRAINT orders_amount_check TO orders_2_amount_check;

-- 12. table orders_2 does not keep what it had of the table above; ACCESS EXCLUSIVE on orders_2
DROP INDEX public.orders_amount_idx_left;

-- 13. table orders_2 has columns of its own alone; ACCESS EXCLUSIVE on orders_2; takes data away
ALTER TABLE public.orders_2 DROP COLUMN old;

-- 14. check orders.orders_amount_check is in the way of a change of column orders.amount and is made again; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders DROP CONSTRAINT orders_amount_check;

-- 15. table parts is a partition; ACCESS EXCLUSIVE on parts; reads every row; fails if a row does not fit
ALTER TABLE public.wholes ATTACH PARTITION public.parts FOR VALUES FROM (0) TO (10);

-- 16. table parts_rest is new; ACCESS EXCLUSIVE on parts
CREATE TABLE public.parts_rest PARTITION OF public.parts DEFAULT;

-- 17. column orders.amount has another type; ACCESS EXCLUSIVE on orders; writes every row anew
ALTER TABLE public.orders ALTER COLUMN amount DROP DEFAULT, ALTER COLUMN amount TYPE bigint, ALTER COLUMN amount SET DEFAULT 1;

-- 18. column orders.amount gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on orders; reads every row; writes every row anew
UPDATE public.orders SET amount = 1 WHERE amount IS NULL;

-- 19. column orders.amount takes no NULL any more; ACCESS EXCLUSIVE on orders; reads every row; fails if a row does not fit
ALTER TABLE public.orders ALTER COLUMN amount SET NOT NULL;

-- 20. column orders.word is new; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders ADD COLUMN word text DEFAULT 'none' NOT NULL;

-- 21. column orders_2.amount has another default; ACCESS EXCLUSIVE on orders_2
ALTER TABLE public.orders_2 ALTER COLUMN amount DROP DEFAULT;

-- 22. column orders_2.amount takes no NULL any more; ACCESS EXCLUSIVE on orders_2
ALTER TABLE public.orders_2 ADD CONSTRAINT amount_is_not_null CHECK (amount IS NOT NULL) NOT VALID;

-- 23. check orders.orders_amount_check is made again; ACCESS EXCLUSIVE on orders; reads every row; fails if a row does not fit
ALTER TABLE public.orders ADD CONSTRAINT orders_amount_check CHECK (amount > 0);

-- 24. check orders.orders_word_check is new; ACCESS EXCLUSIVE on orders; reads every row; fails if a row does not fit
ALTER TABLE public.orders ADD CONSTRAINT orders_word_check CHECK (word <> '');

-- 25. column above.id is no longer in the schema; ACCESS EXCLUSIVE on above; takes data away
ALTER TABLE ONLY public.above DROP COLUMN id;
ALTER TABLE ONLY public.below DROP COLUMN id;
ALTER TABLE public.aside DROP COLUMN id;

-- 26. column lowest.id has another default; ACCESS EXCLUSIVE on lowest
ALTER TABLE public.lowest ALTER COLUMN id SET DEFAULT 5;

-- 27. column archive.old is no longer in the schema; ACCESS EXCLUSIVE on archive; takes data away
ALTER TABLE public.archive DROP COLUMN old;

-- 28. column archive.extra is no longer in the schema; ACCESS EXCLUSIVE on archive; takes data away
ALTER TABLE public.archive DROP COLUMN extra;

-- 29. column orders.old is no longer in the schema; ACCESS EXCLUSIVE on orders; takes data away
ALTER TABLE public.orders DROP COLUMN old;

-- 30. column archive.note has another type; ACCESS EXCLUSIVE on archive
ALTER TABLE public.archive ALTER COLUMN note TYPE text;

-- 31. column archive.note has another comment; SHARE UPDATE EXCLUSIVE on archive
COMMENT ON COLUMN public.archive.note IS NULL;

-- 32. column archive.amount has another type; ACCESS EXCLUSIVE on archive; writes every row anew
ALTER TABLE public.archive ALTER COLUMN amount DROP DEFAULT, ALTER COLUMN amount TYPE bigint, ALTER COLUMN amount SET DEFAULT 1;

-- 33. column archive.amount gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on archive; reads every row; writes every row anew
UPDATE public.archive SET amount = 1 WHERE amount IS NULL;

-- 34. column archive.amount takes no NULL any more; ACCESS EXCLUSIVE on archive
ALTER TABLE public.archive ADD CONSTRAINT amount_is_not_null CHECK (amount IS NOT NULL) NOT VALID;

-- 35. column archive.word is new; ACCESS EXCLUSIVE on archive
ALTER TABLE public.archive ADD COLUMN word text DEFAULT 'none' NOT NULL;

-- 36. check archive.orders_amount_check is made again; ACCESS EXCLUSIVE on archive
ALTER TABLE public.archive ADD CONSTRAINT orders_amount_check CHECK (amount > 0) NOT VALID;

-- 37. check archive.orders_word_check is new; ACCESS EXCLUSIVE on archive
ALTER TABLE public.archive ADD CONSTRAINT orders_word_check CHECK (word <> '') NOT VALID;

-- 38. column items_5.note is new; ACCESS EXCLUSIVE on items_5
ALTER TABLE public.items_5 ADD COLUMN note text;

-- 39. column items_5.amount is new; ACCESS EXCLUSIVE on items_5
ALTER TABLE public.items_5 ADD COLUMN amount bigint DEFAULT 1 NOT NULL;
ALTER TABLE public.items_5 ALTER COLUMN amount SET DEFAULT 1;

-- 40. column items_5.user_id is new; ACCESS EXCLUSIVE on items_5
ALTER TABLE public.items_5 ADD COLUMN user_id integer;

-- 41. column items_5.word is new; ACCESS EXCLUSIVE on items_5
ALTER TABLE public.items_5 ADD COLUMN word text DEFAULT 'none' NOT NULL;

-- 42. check items_5.positive is made again; ACCESS EXCLUSIVE on items_5; reads every row; fails if a row does not fit
ALTER TABLE public.items_5 ADD CONSTRAINT positive CHECK (id >= 0);

-- 43. check items_5.orders_amount_check is made again; ACCESS EXCLUSIVE on items_5; reads every row; fails if a row does not fit
ALTER TABLE public.items_5 ADD CONSTRAINT orders_amount_check CHECK (amount > 0);

-- 44. check items_5.orders_word_check is new; ACCESS EXCLUSIVE on items_5; reads every row; fails if a row does not fit
ALTER TABLE public.items_5 ADD CONSTRAINT orders_word_check CHECK (word <> '');

-- 45. table items_5 is a partition; ACCESS EXCLUSIVE on items_5; reads every row; fails if a row does not fit
ALTER TABLE public.orders ATTACH PARTITION public.items_5 FOR VALUES FROM (2000) TO (3000);

COMMIT;

-- 46. index archive.archive_id_note_idx is no longer in the schema; SHARE UPDATE EXCLUSIVE on archive
DROP INDEX CONCURRENTLY IF EXISTS public.archive_id_note_idx;

-- 47. column orders_2.amount has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on orders_2; reads every row; fails if a row does not fit
ALTER TABLE public.orders_2 VALIDATE CONSTRAINT amount_is_not_null;

-- 48. column archive.amount has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on archive; reads every row; fails if a row does not fit
ALTER TABLE public.archive VALIDATE CONSTRAINT amount_is_not_null;

-- 49. check archive.orders_amount_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on archive; reads every row; fails if a row does not fit
ALTER TABLE public.archive VALIDATE CONSTRAINT orders_amount_check;

-- 50. check archive.orders_word_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on archive; reads every row; fails if a row does not fit
ALTER TABLE public.archive VALIDATE CONSTRAINT orders_word_check;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 51. column orders_2.amount takes no NULL any more; ACCESS EXCLUSIVE on orders_2
ALTER TABLE public.orders_2 ALTER COLUMN amount SET NOT NULL;
ALTER TABLE public.orders_2 DROP CONSTRAINT amount_is_not_null;

-- 52. column archive.amount takes no NULL any more; ACCESS EXCLUSIVE on archive
ALTER TABLE public.archive ALTER COLUMN amount SET NOT NULL;
ALTER TABLE public.archive DROP CONSTRAINT amount_is_not_null;

-- 53. table archive is a partition; ACCESS EXCLUSIVE on archive; reads every row; fails if a row does not fit
ALTER TABLE public.orders ATTACH PARTITION public.archive FOR VALUES FROM (0) TO (100);

-- 54. index archive.archive_by_note gets its name; SHARE UPDATE EXCLUSIVE on archive
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO archive_by_note',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'archive_by_note'
        WHERE i.indrelid = 'public.archive'::regclass AND c.relname <> 'archive_by_note'
        AND pg_partition_root(i.indexrelid) = 'public.orders_note_idx'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
