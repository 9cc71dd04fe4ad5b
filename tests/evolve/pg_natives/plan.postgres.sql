SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. statistics both is called couple now; ACCESS EXCLUSIVE on both
ALTER STATISTICS public."both" RENAME TO couple;

-- 2. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.sums', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.sums'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.sums', attname, attacl FROM pg_attribute WHERE attrelid = 'public.sums'::regclass
    UNION ALL SELECT 'public.notes', 'words', attacl FROM pg_attribute WHERE attrelid = 'public.notes'::regclass AND attname = 'words'
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

-- 3. view sums is in the way of a change of aggregate total(int) and is made again; ACCESS EXCLUSIVE on sums
DROP VIEW public.sums;

-- 4. statistics couple changes and is made again
DROP STATISTICS public.couple;

-- 5. aggregate gone(int) is no longer in the schema
DROP AGGREGATE public.gone(integer);

-- 6. rule notes.keep changes and is made again; ACCESS EXCLUSIVE on notes
DROP RULE keep ON public.notes;

-- 7. aggregate total(int) changes and is made again
DROP AGGREGATE public.total(integer);

-- 8. index notes.notes_words_idx is in the way of a change of column notes.words and is made again; ACCESS EXCLUSIVE on notes
DROP INDEX public.notes_words_idx;

-- 9. index pairs.pairs_a_idx is in the way of a change of operator class abs_ops using btree and is made again; ACCESS EXCLUSIVE on pairs
DROP INDEX public.pairs_a_idx;

-- 10. operator class abs_ops using btree changes and is made again
DROP OPERATOR FAMILY public.abs_ops USING btree;

-- 11. check pairs.pairs_check is in the way of a change of operator "=~="(int, int) and is made again; ACCESS EXCLUSIVE on pairs
ALTER TABLE public.pairs DROP CONSTRAINT pairs_check;

-- 12. operator "=~="(int, int) changes and is made again
DROP OPERATOR public.=~=(integer, integer);

-- 13. column notes.words is in the way of a change of text search configuration plain and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP COLUMN words;

-- 14. text search configuration plain changes and is made again
DROP TEXT SEARCH CONFIGURATION public.plain;

-- 15. column notes.c is new; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD COLUMN c integer;

-- 16. operator "=~="(int, int) is made again as it is now
CREATE OPERATOR public.=~= (function = near, leftarg = int, rightarg = int, commutator = =~=);

-- 17. check pairs.pairs_check is made again; ACCESS EXCLUSIVE on pairs
ALTER TABLE public.pairs ADD CONSTRAINT pairs_check CHECK (a =~= b) NOT VALID;

-- 18. operator class abs_ops using btree is made again as it is now
CREATE OPERATOR CLASS public.abs_ops for type int using btree as operator 1 <<<, operator 5 >, function 1 by_size(int, int);

-- 19. aggregate found(int) is new
CREATE AGGREGATE public.found (int) (sfunc = int4larger, stype = int);

-- 20. rule notes.keep is made again; ACCESS EXCLUSIVE on notes
CREATE RULE keep AS on delete to notes where old.a > 1 do instead nothing;

-- 21. text search configuration plain is made again as it is now
CREATE TEXT SEARCH CONFIGURATION public.plain (copy = english);

-- 22. column notes.words is made again; ACCESS EXCLUSIVE on notes; reads every row; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('plain', body)) STORED NOT NULL;

-- 23. aggregate total(int) is made again as it is now
CREATE AGGREGATE public.total (int) (sfunc = int4pl, stype = int, initcond = '1');

-- 24. the comment of aggregate total(int)
COMMENT ON AGGREGATE public.total(integer) IS 'It begins with one.';

-- 25. view sums is made again
CREATE VIEW public.sums AS
select total(a) as total from notes;

-- 26. column notes.b is no longer in the schema; ACCESS EXCLUSIVE on notes; takes data away
ALTER TABLE public.notes DROP COLUMN b;

-- 27. statistics couple is made again as it is now
CREATE STATISTICS public.couple (dependencies) on a, c from notes;

-- 28. owners and privileges are what they were
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

-- 29. check pairs.pairs_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on pairs; reads every row; fails if a row does not fit
ALTER TABLE public.pairs VALIDATE CONSTRAINT pairs_check;

-- 30. index pairs.pairs_a_idx is made again; SHARE UPDATE EXCLUSIVE on pairs; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS pairs_a_idx ON public.pairs (a abs_ops);

-- 31. index notes.notes_words_idx is made again; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_words_idx ON public.notes USING gin (words);

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
