SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. foreign key events.events_user_id_fkey changes and is made again; ACCESS EXCLUSIVE on events
ALTER TABLE public.events DROP CONSTRAINT events_user_id_fkey;

-- 2. index events.events_note_idx is no longer in the schema; ACCESS EXCLUSIVE on events
DROP INDEX public.events_note_idx;

-- 3. table events_2023 keeps indexes under names of its own; ACCESS EXCLUSIVE on events_2023
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO events_2023_pkey',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'events_2023_pkey'
        WHERE i.indrelid = 'public.events_2023'::regclass AND c.relname <> 'events_2023_pkey'
        AND pg_partition_root(i.indexrelid) = 'public.events_pkey'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

-- 4. table events_2023 is a partition no more; ACCESS EXCLUSIVE on events_2023
ALTER TABLE public.events DETACH PARTITION public.events_2023;

-- 5. table kinds_a is a partition no more; ACCESS EXCLUSIVE on kinds_a
ALTER TABLE public.kinds DETACH PARTITION public.kinds_a;

-- 6. table kinds_a is a partition; ACCESS EXCLUSIVE on kinds_a; reads every row; fails if a row does not fit
ALTER TABLE public.kinds ATTACH PARTITION public.kinds_a FOR VALUES IN ('a', 'b', 'c');

-- 7. column events.note has another default; ACCESS EXCLUSIVE on events
ALTER TABLE public.events ALTER COLUMN note SET DEFAULT 'none';

-- 8. column events.extra is new; ACCESS EXCLUSIVE on events
ALTER TABLE public.events ADD COLUMN extra integer DEFAULT 0 NOT NULL;

-- 9. column events_2023.note has another default; ACCESS EXCLUSIVE on events_2023
ALTER TABLE public.events_2023 ALTER COLUMN note SET DEFAULT 'none';

-- 10. column events_2024.day differs from the one above; ACCESS EXCLUSIVE on events_2024
ALTER TABLE ONLY public.events_2024 ALTER COLUMN day SET DEFAULT '2024-01-02';

-- 11. unique events.events_day_id_key is new; ACCESS EXCLUSIVE on events; reads every row; fails if a row does not fit
ALTER TABLE public.events ADD CONSTRAINT events_day_id_key UNIQUE (day, id);

-- 12. check events.events_extra_check is new; ACCESS EXCLUSIVE on events
ALTER TABLE public.events ADD CONSTRAINT events_extra_check CHECK (extra >= 0) NOT VALID;

-- 13. column events_2025.note has another default; ACCESS EXCLUSIVE on events_2025
ALTER TABLE public.events_2025 ALTER COLUMN note SET DEFAULT 'none';

-- 14. column events_2025.extra is new; ACCESS EXCLUSIVE on events_2025
ALTER TABLE public.events_2025 ADD COLUMN extra integer DEFAULT 0 NOT NULL;

-- 15. check events_2025.events_extra_check is new; ACCESS EXCLUSIVE on events_2025
ALTER TABLE public.events_2025 ADD CONSTRAINT events_extra_check CHECK (extra >= 0) NOT VALID;

-- 16. table events_2026 is new; ACCESS EXCLUSIVE on events
CREATE TABLE public.events_2026 PARTITION OF public.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
PARTITION BY HASH (id);
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO events_2026_day',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'events_2026_day'
        WHERE i.indrelid = 'public.events_2026'::regclass AND c.relname <> 'events_2026_day'
        AND pg_partition_root(i.indexrelid) = 'public.events_day_id_key'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

-- 17. table events_2026_a is new
CREATE TABLE public.events_2026_a PARTITION OF public.events_2026 FOR VALUES WITH (MODULUS 1, REMAINDER 0);

-- 18. check events_2024.events_2024_id_check is new; ACCESS EXCLUSIVE on events_2024
ALTER TABLE public.events_2024 ADD CONSTRAINT events_2024_id_check CHECK (id < 1000) NOT VALID;

-- 19. index events.events_extra_idx is new; SHARE on events; reads every row
CREATE INDEX events_extra_idx ON public.events (extra);

-- 20. index events.events_note_id_idx is new; SHARE on events; reads every row
CREATE INDEX events_note_id_idx ON public.events (note, id);

-- 21. index events_2024.notes_2024 gets its name; SHARE UPDATE EXCLUSIVE on events_2024
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO notes_2024',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'notes_2024'
        WHERE i.indrelid = 'public.events_2024'::regclass AND c.relname <> 'notes_2024'
        AND pg_partition_root(i.indexrelid) = 'public.events_note_id_idx'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

-- 22. index events_2026_a.events_2026_a_id_idx is new
CREATE INDEX events_2026_a_id_idx ON public.events_2026_a (id);

-- 23. foreign key events.events_user_id_fkey has changed; SHARE ROW EXCLUSIVE on events; reads every row; fails if a row does not fit
ALTER TABLE public.events ADD CONSTRAINT events_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE;

-- 24. foreign key events_2023.events_2023_user_id_fkey is new; SHARE ROW EXCLUSIVE on events_2023
ALTER TABLE public.events_2023 ADD CONSTRAINT events_2023_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE NOT VALID;

-- 25. column events_2024.note is what it is above; ACCESS EXCLUSIVE on events_2024
ALTER TABLE ONLY public.events_2024 ALTER COLUMN note SET DEFAULT 'none';

COMMIT;

-- 26. check events.events_extra_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on events; reads every row; fails if a row does not fit
ALTER TABLE public.events VALIDATE CONSTRAINT events_extra_check;

-- 27. check events_2025.events_extra_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on events_2025; reads every row; fails if a row does not fit
ALTER TABLE public.events_2025 VALIDATE CONSTRAINT events_extra_check;

-- 28. check events_2024.events_2024_id_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on events_2024; reads every row; fails if a row does not fit
ALTER TABLE public.events_2024 VALIDATE CONSTRAINT events_2024_id_check;

-- 29. index events_2023.events_2023_note_idx is new; SHARE UPDATE EXCLUSIVE on events_2023; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS events_2023_note_idx ON public.events_2023 (note);

-- 30. foreign key events_2023.events_2023_user_id_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on events_2023; reads every row; fails if a row does not fit
ALTER TABLE public.events_2023 VALIDATE CONSTRAINT events_2023_user_id_fkey;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 31. table events_2025 is a partition; ACCESS EXCLUSIVE on events_2025; reads every row; fails if a row does not fit
ALTER TABLE public.events ATTACH PARTITION public.events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
