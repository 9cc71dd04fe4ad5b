SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.b_logs', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.b_logs'::regclass
    UNION ALL SELECT 'TABLE public.jobs', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.jobs'::regclass
    UNION ALL SELECT 'TABLE public.logs_b', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.logs_b'::regclass
    UNION ALL SELECT 'TABLE public.logs_c', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.logs_c'::regclass
    UNION ALL SELECT 'TABLE public.notes', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.notes'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.b_logs', attname, attacl FROM pg_attribute WHERE attrelid = 'public.b_logs'::regclass
    UNION ALL SELECT 'public.jobs', attname, attacl FROM pg_attribute WHERE attrelid = 'public.jobs'::regclass
    UNION ALL SELECT 'public.logs_b', attname, attacl FROM pg_attribute WHERE attrelid = 'public.logs_b'::regclass
    UNION ALL SELECT 'public.logs_c', attname, attacl FROM pg_attribute WHERE attrelid = 'public.logs_c'::regclass
    UNION ALL SELECT 'public.notes', attname, attacl FROM pg_attribute WHERE attrelid = 'public.notes'::regclass
), again (place, path, name, statement) AS (
    SELECT 1, NULL, NULL, format('ALTER %s OWNER TO %I', what, pg_get_userbyid(owner))
    FROM made WHERE pg_get_userbyid(owner) <> current_user
    UNION ALL SELECT 2, NULL, NULL, format('REVOKE ALL ON %s FROM %s', what,
        string_agg(DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC'
            ELSE quote_ident(pg_get_userbyid(grantee)) END, ', '))
    FROM rights, LATERAL (VALUES (0::oid), (owner) UNION ALL SELECT grantee
        FROM usual, aclexplode(usual.acl)) had (grantee) GROUP BY what
    UNION ALL SELECT 3, NULL, NULL, format('GRANT %s ON %s TO %s%s',
        string_agg(privilege_type, ', ' ORDER BY privilege_type), what,
        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM rights, aclexplode(acl) GROUP BY what, grantee, is_grantable
    UNION ALL SELECT 4, path, name, format('GRANT %s ON TABLE %s TO %s%s',
        string_agg(format('%s (%I)', privilege_type, name), ', ' ORDER BY privilege_type), path,
        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM parts, aclexplode(acl) GROUP BY path, name, grantee, is_grantable
)
SELECT set_config('schemac.kept',
    coalesce(json_agg(again ORDER BY place, statement), '[]')::text, true) FROM again;

-- 2. view b_logs is in the way of a change of table logs_b and is made again; ACCESS EXCLUSIVE on b_logs
DROP VIEW public.b_logs;

-- 3. view of_notes_c is no longer in the schema; ACCESS EXCLUSIVE on of_notes_c
DROP VIEW public.of_notes_c;

-- 4. foreign key lines.lines_log_kind_fkey is in the way of a change of table logs_b and is made again; ACCESS EXCLUSIVE on lines
ALTER TABLE public.lines DROP CONSTRAINT lines_log_kind_fkey;

-- 5. foreign key other.other_id_kind_fkey is in the way of a change of table jobs and is made again; ACCESS EXCLUSIVE on other
ALTER TABLE public.other DROP CONSTRAINT other_id_kind_fkey;

-- 6. table jobs gives up its names to what it becomes; ACCESS EXCLUSIVE on jobs
CREATE SCHEMA public_jobs_old;
ALTER TABLE public.jobs SET SCHEMA public_jobs_old;

-- 7. table jobs is made again as it is now
CREATE TABLE public.jobs (
    id integer NOT NULL,
    kind text NOT NULL,
    note text NOT NULL,
    CONSTRAINT jobs_pkey PRIMARY KEY (id, kind),
    CONSTRAINT short CHECK (length(note) < 9)
)
PARTITION BY LIST (kind);

-- 8. check jobs_a.short is made again; ACCESS EXCLUSIVE on jobs_a; reads every row; fails if a row does not fit
ALTER TABLE public.jobs_a ADD CONSTRAINT short CHECK (length(note) < 9);

-- 9. table jobs_a is a partition; ACCESS EXCLUSIVE on jobs_a; reads every row; fails if a row does not fit
ALTER TABLE public.jobs ATTACH PARTITION public.jobs_a FOR VALUES IN ('a');

-- 10. table jobs_b is new
CREATE TABLE public.jobs_b PARTITION OF public.jobs FOR VALUES IN ('b')
PARTITION BY RANGE (id);

-- 11. table jobs_b_1 is new
CREATE TABLE public.jobs_b_1 PARTITION OF public.jobs_b FOR VALUES FROM (0) TO (10);

-- 12. table jobs_b_2 is new
CREATE TABLE public.jobs_b_2 PARTITION OF public.jobs_b DEFAULT;

-- 13. table jobs takes its rows over; ACCESS EXCLUSIVE on jobs; reads every row; writes every row anew; fails if a row does not fit
ALTER TABLE public.jobs_a DISABLE TRIGGER USER;
INSERT INTO public.jobs (id, kind, note)
    OVERRIDING SYSTEM VALUE
    SELECT id, kind, note FROM ONLY public_jobs_old.jobs;
ALTER TABLE public.jobs_a ENABLE TRIGGER USER;

-- 14. table jobs is no longer what it was; ACCESS EXCLUSIVE on jobs
DROP TABLE public_jobs_old.jobs;
DROP SCHEMA public_jobs_old;

-- 15. index jobs.jobs_note_idx is made again as it is now
CREATE INDEX jobs_note_idx ON public.jobs (note);

-- 16. foreign key other.other_id_kind_fkey is made again; SHARE ROW EXCLUSIVE on other
ALTER TABLE public.other ADD CONSTRAINT other_id_kind_fkey FOREIGN KEY (id, kind) REFERENCES public.jobs (id, kind) NOT VALID;

-- 17. trigger jobs.u3 is made again
CREATE TRIGGER u3
    BEFORE INSERT
    ON public.jobs
    FOR EACH ROW
    EXECUTE FUNCTION public.stop();

-- 18. table logs_b gives up its names to what it becomes; ACCESS EXCLUSIVE on logs_b
ALTER TABLE public.logs DETACH PARTITION public.logs_b;
CREATE SCHEMA public_logs_b_old;
ALTER TABLE public.logs_b SET SCHEMA public_logs_b_old;

-- 19. table logs_c gives up its names to what it becomes; ACCESS EXCLUSIVE on logs_c
ALTER TABLE public.logs DETACH PARTITION public.logs_c;
CREATE SCHEMA public_logs_c_old;
ALTER TABLE public.logs_c SET SCHEMA public_logs_c_old;
ALTER TABLE public.logs_c1 SET SCHEMA public_logs_c_old;

-- 20. table logs_b is made again; ACCESS EXCLUSIVE on logs
CREATE TABLE public.logs_b PARTITION OF public.logs FOR VALUES IN ('b', 'c', 'd')
PARTITION BY LIST (kind);

-- 21. table logs_b_b is new
CREATE TABLE public.logs_b_b PARTITION OF public.logs_b FOR VALUES IN ('b');

-- 22. table logs_b_rest is new
CREATE TABLE public.logs_b_rest PARTITION OF public.logs_b DEFAULT
PARTITION BY HASH (id);

-- 23. table logs_b_h0 is new
CREATE TABLE public.logs_b_h0 PARTITION OF public.logs_b_rest FOR VALUES WITH (MODULUS 2, REMAINDER 0);

-- 24. table logs_b_h1 is new
CREATE TABLE public.logs_b_h1 PARTITION OF public.logs_b_rest FOR VALUES WITH (MODULUS 2, REMAINDER 1);

-- 25. table logs_c is made again; ACCESS EXCLUSIVE on logs
CREATE TABLE public.logs_c PARTITION OF public.logs DEFAULT;

-- 26. table logs_b takes its rows over; ACCESS EXCLUSIVE on logs_b; reads every row; writes every row anew; fails if a row does not fit
ALTER TABLE public.logs_b DISABLE TRIGGER USER;
INSERT INTO public.logs_b (id, kind, note)
    OVERRIDING SYSTEM VALUE
    SELECT id, kind, note FROM ONLY public_logs_b_old.logs_b;
ALTER TABLE public.logs_b ENABLE TRIGGER USER;

-- 27. table logs_b is no longer what it was; ACCESS EXCLUSIVE on logs_b
DROP TABLE public_logs_b_old.logs_b;
DROP SCHEMA public_logs_b_old;

-- 28. view b_logs is made again
CREATE VIEW public.b_logs AS
select id, kind from logs_b;

-- 29. table logs_c takes its rows over; ACCESS EXCLUSIVE on logs_c; reads every row; writes every row anew; fails if a row does not fit
ALTER TABLE public.logs_c DISABLE TRIGGER USER;
INSERT INTO public.logs_c (id, kind, note)
    OVERRIDING SYSTEM VALUE
    SELECT id, kind, note FROM public_logs_c_old.logs_c;
ALTER TABLE public.logs_c ENABLE TRIGGER USER;

-- 30. table logs_c is no longer what it was; ACCESS EXCLUSIVE on logs_c
DROP TABLE public_logs_c_old.logs_c;
DROP SCHEMA public_logs_c_old;

-- 31. index logs_c.own is made again as it is now
CREATE INDEX own ON public.logs_c (note, id);

-- 32. foreign key lines.lines_log_kind_fkey is made again; SHARE ROW EXCLUSIVE on lines
ALTER TABLE public.lines ADD CONSTRAINT lines_log_kind_fkey FOREIGN KEY (log, kind) REFERENCES public.logs (id, kind) NOT VALID;

-- 33. table notes_a keeps indexes under names of its own; ACCESS EXCLUSIVE on notes_a
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO notes_a_pkey',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'notes_a_pkey'
        WHERE i.indrelid = 'public.notes_a'::regclass AND c.relname <> 'notes_a_pkey'
        AND pg_partition_root(i.indexrelid) = 'public.notes_pkey'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO notes_a_note_idx',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'notes_a_note_idx'
        WHERE i.indrelid = 'public.notes_a'::regclass AND c.relname <> 'notes_a_note_idx'
        AND pg_partition_root(i.indexrelid) = 'public.notes_note_idx'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

-- 34. table notes_a is a partition no more; ACCESS EXCLUSIVE on notes_a
ALTER TABLE public.notes DETACH PARTITION public.notes_a;

-- 35. table notes_a does not keep what it had of the table above; ACCESS EXCLUSIVE on notes_a
ALTER TABLE public.notes_a DROP CONSTRAINT low;

-- 36. table notes gives up its names to what it becomes; ACCESS EXCLUSIVE on notes
CREATE SCHEMA public_notes_old;
ALTER TABLE public.notes SET SCHEMA public_notes_old;
ALTER TABLE public.notes_b SET SCHEMA public_notes_old;
ALTER TABLE public.notes_b_1 SET SCHEMA public_notes_old;
ALTER TABLE public.notes_b_2 SET SCHEMA public_notes_old;
ALTER TABLE public.notes_c SET SCHEMA public_notes_old;

-- 37. table notes is made again as it is now
CREATE TABLE public.notes (
    id integer NOT NULL,
    kind text NOT NULL,
    note text NOT NULL,
    CONSTRAINT notes_pkey PRIMARY KEY (id, kind),
    CONSTRAINT short CHECK (length(note) < 9)
);

-- 38. table notes takes its rows over; ACCESS EXCLUSIVE on notes; reads every row; writes every row anew; fails if a row does not fit
INSERT INTO public.notes (id, kind, note)
    OVERRIDING SYSTEM VALUE
    SELECT id, kind, note FROM public_notes_old.notes;

-- 39. table notes is no longer what it was; ACCESS EXCLUSIVE on notes
DROP TABLE public_notes_old.notes;
DROP SCHEMA public_notes_old;

-- 40. index notes.notes_note_idx is made again as it is now
CREATE INDEX notes_note_idx ON public.notes (note);

-- 41. owners and privileges are what they were
DO $kept$
DECLARE
    again text;
BEGIN
    FOR again IN SELECT statement
        FROM json_to_recordset(current_setting('schemac.kept')::json)
            AS kept (place integer, path text, name text, statement text)
        WHERE path IS NULL OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = path::regclass
            AND attname = name AND NOT attisdropped)
        ORDER BY place, statement
    LOOP
        EXECUTE again;
    END LOOP;
END $kept$;

COMMIT;

-- 42. foreign key other.other_id_kind_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on other; reads every row; fails if a row does not fit
ALTER TABLE public.other VALIDATE CONSTRAINT other_id_kind_fkey;

-- 43. foreign key lines.lines_log_kind_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on lines; reads every row; fails if a row does not fit
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_log_kind_fkey;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
