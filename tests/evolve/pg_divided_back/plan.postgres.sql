BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE a.more', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'a.more'::regclass
    UNION ALL SELECT 'TABLE a.ones', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'a.ones'::regclass
    UNION ALL SELECT 'TABLE a.words', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'a.words'::regclass
    UNION ALL SELECT 'ROUTINE a.all_of("o dd"."T ""1"".x")', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'a.all_of("o dd"."T ""1"".x")'::regprocedure
    UNION ALL SELECT 'ROUTINE a.one()', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'a.one()'::regprocedure
    UNION ALL SELECT 'TABLE a."U"', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'a."U"'::regclass
    UNION ALL SELECT 'TABLE "o dd"."T ""1"".x"', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = '"o dd"."T ""1"".x"'::regclass
    UNION ALL SELECT 'TABLE "o dd"."U"', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = '"o dd"."U"'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'a.more', attname, attacl FROM pg_attribute WHERE attrelid = 'a.more'::regclass
    UNION ALL SELECT 'a.ones', attname, attacl FROM pg_attribute WHERE attrelid = 'a.ones'::regclass
    UNION ALL SELECT 'a.words', attname, attacl FROM pg_attribute WHERE attrelid = 'a.words'::regclass
    UNION ALL SELECT 'a."U"', attname, attacl FROM pg_attribute WHERE attrelid = 'a."U"'::regclass
    UNION ALL SELECT '"o dd"."T ""1"".x"', attname, attacl FROM pg_attribute WHERE attrelid = '"o dd"."T ""1"".x"'::regclass
    UNION ALL SELECT '"o dd"."U"', attname, attacl FROM pg_attribute WHERE attrelid = '"o dd"."U"'::regclass
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

-- 2. view a.more is in the way of a change of view a.words and is made again; ACCESS EXCLUSIVE on a.more
DROP MATERIALIZED VIEW a.more;

-- 3. view a.ones is in the way of a change of function a.one() and is made again; ACCESS EXCLUSIVE on a.ones
DROP VIEW a.ones;

-- 4. view a.words is in the way of a change of table "o dd"."T ""1"".x" and is made again; ACCESS EXCLUSIVE on a.words
DROP VIEW a.words;

-- 5. function a.all_of("o dd"."T ""1"".x") is in the way of a change and is made again
DROP FUNCTION a.all_of("o dd"."T ""1"".x");

-- 6. function a.one() is in the way of a change and is made again
DROP FUNCTION a.one();

-- 7. table a."U" gives up its names to what it becomes; ACCESS EXCLUSIVE on a."U"
CREATE SCHEMA "a_U_old";
ALTER TABLE a."U" SET SCHEMA "a_U_old";
ALTER TABLE a."U;1" SET SCHEMA "a_U_old";
ALTER TABLE a."U;2" SET SCHEMA "a_U_old";
ALTER TABLE a."U;3" SET SCHEMA "a_U_old";

-- 8. table a."U" is made again as it is now
CREATE TABLE a."U" (
    id integer NOT NULL,
    CONSTRAINT "U_pkey" PRIMARY KEY (id)
);

-- 9. table a."U" takes its rows over; ACCESS EXCLUSIVE on a."U"; reads every row; writes every row anew; fails if a row does not fit
INSERT INTO a."U" (id)
    OVERRIDING SYSTEM VALUE
    SELECT id FROM "a_U_old"."U";

-- 10. table a."U" is no longer what it was; ACCESS EXCLUSIVE on a."U"
DROP TABLE "a_U_old"."U";
DROP SCHEMA "a_U_old";

-- 11. function a.one() is made again
CREATE FUNCTION a.one()
    RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC select max(id) from a."U"; END;

-- 12. index a."U"."U_id_idx" is made again as it is now
CREATE INDEX "U_id_idx" ON a."U" (id);

-- 13. view a.ones is made again
CREATE VIEW a.ones AS
select a.one() as n;

-- 14. policy a."U".other is made again
CREATE POLICY other ON a."U"
    FOR ALL
    USING (id = 1);

-- 15. foreign key "o dd"."T ""1"".x"."T ""1"".x_other_fkey" is in the way of a change of table "o dd"."T ""1"".x" and is made again; ACCESS EXCLUSIVE on "o dd"."T ""1"".x"
ALTER TABLE "o dd"."T ""1"".x" DROP CONSTRAINT "T ""1"".x_other_fkey";

-- 16. foreign key "o dd"."U"."U_back_fkey" is in the way of a change of table "o dd"."U" and is made again; ACCESS EXCLUSIVE on "o dd"."U"
ALTER TABLE "o dd"."U" DROP CONSTRAINT "U_back_fkey";

-- 17. table "o dd"."T ""1"".x" gives up its names to what it becomes; ACCESS EXCLUSIVE on "o dd"."T ""1"".x"
ALTER TABLE "o dd"."T ""1"".x" DROP CONSTRAINT IF EXISTS "T ""1"".x_other_fkey";
CREATE SCHEMA "o dd_T ""1"".x_old";
ALTER TABLE "o dd"."T ""1"".x" SET SCHEMA "o dd_T ""1"".x_old";
ALTER TABLE "o dd"."T;0" SET SCHEMA "o dd_T ""1"".x_old";
ALTER TABLE "o dd"."T;1" SET SCHEMA "o dd_T ""1"".x_old";

-- 18. table "o dd"."T ""1"".x" is made again as it is now
CREATE TABLE "o dd"."T ""1"".x" (
    "I d" integer GENERATED BY DEFAULT AS IDENTITY (START WITH 5 INCREMENT BY 3) NOT NULL,
    "the/day" date NOT NULL,
    word text,
    other integer,
    CONSTRAINT "T ""1"".x_pkey" PRIMARY KEY ("I d"),
    CONSTRAINT late UNIQUE ("I d", word) DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE "o dd"."T ""1"".x" ALTER COLUMN word SET STORAGE external;
ALTER TABLE "o dd"."T ""1"".x" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "o dd"."T ""1"".x" FORCE ROW LEVEL SECURITY;

-- 19. table "o dd"."T ""1"".x" takes its rows over; ACCESS EXCLUSIVE on "o dd"."T ""1"".x"; reads every row; writes every row anew; fails if a row does not fit
ALTER TABLE "o dd_T ""1"".x_old"."T ""1"".x" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "o dd"."T ""1"".x" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "o dd"."T ""1"".x" ("I d", "the/day", word, other)
    OVERRIDING SYSTEM VALUE
    SELECT "I d", "the/day", word, other FROM "o dd_T ""1"".x_old"."T ""1"".x";
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "o dd"."T ""1"".x" FORCE ROW LEVEL SECURITY;

-- 20. table "o dd"."T ""1"".x" goes on with its numbers; ACCESS EXCLUSIVE on "o dd"."T ""1"".x"
DO $number$
BEGIN
    EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s',
        pg_get_serial_sequence('"o dd"."T ""1"".x"', 'I d'),
        pg_get_serial_sequence('"o dd_T ""1"".x_old"."T ""1"".x"', 'I d'));
END $number$;

-- 21. table "o dd"."T ""1"".x" is no longer what it was; ACCESS EXCLUSIVE on "o dd"."T ""1"".x"
DROP TABLE "o dd_T ""1"".x_old"."T ""1"".x";
DROP SCHEMA "o dd_T ""1"".x_old";

-- 22. index "o dd"."T ""1"".x"."no te" is made again as it is now
CREATE INDEX "no te" ON "o dd"."T ""1"".x" ("the/day") WHERE word IS NOT NULL;

-- 23. view a.words is made again
CREATE VIEW a.words AS
select word, "I d" from "o dd"."T ""1"".x";

-- 24. view a.more is made again
CREATE MATERIALIZED VIEW a.more AS
select word from a.words;

-- 25. policy "o dd"."T ""1"".x".see is made again
CREATE POLICY see ON "o dd"."T ""1"".x"
    FOR ALL
    USING (word = CURRENT_USER);

-- 26. table "o dd"."U" gives up its names to what it becomes; ACCESS EXCLUSIVE on "o dd"."U"
ALTER TABLE "o dd"."U" DROP CONSTRAINT IF EXISTS "U_back_fkey";
CREATE SCHEMA "o dd_U_old";
ALTER TABLE "o dd"."U" SET SCHEMA "o dd_U_old";
ALTER TABLE "o dd"."U;1" SET SCHEMA "o dd_U_old";

-- 27. table "o dd"."U" is made again as it is now
CREATE TABLE "o dd"."U" (
    id integer NOT NULL,
    back integer,
    CONSTRAINT "U_pkey" PRIMARY KEY (id)
);

-- 28. table "o dd"."U" takes its rows over; ACCESS EXCLUSIVE on "o dd"."U"; reads every row; writes every row anew; fails if a row does not fit
INSERT INTO "o dd"."U" (id, back)
    OVERRIDING SYSTEM VALUE
    SELECT id, back FROM "o dd_U_old"."U";

-- 29. table "o dd"."U" is no longer what it was; ACCESS EXCLUSIVE on "o dd"."U"
DROP TABLE "o dd_U_old"."U";
DROP SCHEMA "o dd_U_old";

-- 30. function a.all_of("o dd"."T ""1"".x") is made again
CREATE FUNCTION a.all_of(t "o dd"."T ""1"".x")
    RETURNS SETOF "o dd"."U"
    LANGUAGE sql
    AS $$ select * from "o dd"."U" $$;

-- 31. foreign key "o dd"."T ""1"".x"."T ""1"".x_other_fkey" is made again as it is now
ALTER TABLE "o dd"."T ""1"".x" ADD CONSTRAINT "T ""1"".x_other_fkey" FOREIGN KEY (other) REFERENCES "o dd"."U" (id);

-- 32. foreign key "o dd"."U"."U_back_fkey" is made again as it is now
ALTER TABLE "o dd"."U" ADD CONSTRAINT "U_back_fkey" FOREIGN KEY (back) REFERENCES "o dd"."T ""1"".x" ("I d");

-- 33. owners and privileges are what they were
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
