SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'ROUTINE public.usual(integer)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.usual(integer)'::regprocedure
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
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
)
SELECT set_config('schemac.kept',
    coalesce(json_agg(again ORDER BY place, statement), '[]')::text, true) FROM again;

-- 2. check parcels.parcels_weight_check is in the way of a change of function usual(int) and is made again; ACCESS EXCLUSIVE on parcels
ALTER TABLE public.parcels DROP CONSTRAINT parcels_weight_check;

-- 3. sequence new_numbers_id_seq is new
CREATE SEQUENCE public.new_numbers_id_seq AS integer;

-- 4. column parcels.weight lets go of a function that is dropped; ACCESS EXCLUSIVE on parcels
ALTER TABLE public.parcels ALTER COLUMN weight DROP DEFAULT;
ALTER TABLE ONLY public.parcels_a ALTER COLUMN weight SET DEFAULT 7;
ALTER TABLE ONLY public.parcels_a1 ALTER COLUMN weight SET DEFAULT 7;

-- 5. function usual(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.usual(integer);

-- 6. function usual(int) has changed
CREATE FUNCTION public.usual(n integer)
    RETURNS bigint
    LANGUAGE sql
    IMMUTABLE
    AS $$ select n $$;

-- 7. column parcels.weight has its default again; ACCESS EXCLUSIVE on parcels
ALTER TABLE public.parcels ALTER COLUMN weight SET DEFAULT public.usual(1);
ALTER TABLE ONLY public.parcels_a ALTER COLUMN weight SET DEFAULT 7;
ALTER TABLE ONLY public.parcels_a1 ALTER COLUMN weight SET DEFAULT 7;

-- 8. table new_notes is new; ACCESS EXCLUSIVE on left_cards
ALTER TABLE ONLY public.left_cards ALTER COLUMN note SET STORAGE extended;
ALTER TABLE ONLY public.left_cards ALTER COLUMN note SET COMPRESSION pglz;
ALTER TABLE ONLY public.left_cards ALTER COLUMN more SET STORAGE plain;
CREATE TABLE public.new_notes (
    z integer
)
INHERITS (public.right_notes, public.left_cards);
ALTER TABLE ONLY public.left_cards ALTER COLUMN note SET STORAGE external;
ALTER TABLE ONLY public.left_cards ALTER COLUMN note SET COMPRESSION default;
ALTER TABLE ONLY public.left_cards ALTER COLUMN more SET STORAGE extended;

-- 9. table new_numbers is new
CREATE TABLE public.new_numbers (
    id integer DEFAULT nextval('new_numbers_id_seq'::regclass) NOT NULL,
    kind text DEFAULT 'new'
);
ALTER SEQUENCE public.new_numbers_id_seq OWNED BY public.new_numbers.id;

-- 10. table plain_notes is new; ACCESS EXCLUSIVE on right_notes
ALTER TABLE ONLY public.right_notes ALTER COLUMN note SET STORAGE external;
ALTER TABLE ONLY public.right_notes ALTER COLUMN note SET COMPRESSION default;
ALTER TABLE ONLY public.right_notes ALTER COLUMN more SET STORAGE extended;
CREATE TABLE public.plain_notes (
    note text NOT NULL
)
INHERITS (public.left_cards, public.right_notes);
ALTER TABLE public.plain_notes ALTER COLUMN note SET STORAGE extended;
ALTER TABLE ONLY public.right_notes ALTER COLUMN note SET STORAGE extended;
ALTER TABLE ONLY public.right_notes ALTER COLUMN note SET COMPRESSION pglz;
ALTER TABLE ONLY public.right_notes ALTER COLUMN more SET STORAGE plain;

-- 11. table things gets what it inherits in the place of what it had; ACCESS EXCLUSIVE on things
ALTER TABLE ONLY public.things ALTER COLUMN id SET DEFAULT nextval('new_numbers_id_seq'::regclass);
ALTER TABLE ONLY public.things ALTER COLUMN kind SET DEFAULT 'new';

-- 12. table things inherits from another table; ACCESS EXCLUSIVE on things
ALTER TABLE public.things INHERIT public.new_numbers;

-- 13. table things inherits from one less; ACCESS EXCLUSIVE on things
ALTER TABLE public.things NO INHERIT public.old_numbers;

-- 14. table things takes NULL where what it inherits does; ACCESS EXCLUSIVE on things
ALTER TABLE ONLY public.things ALTER COLUMN kind DROP NOT NULL;

-- 15. column boxes.id takes NULL; ACCESS EXCLUSIVE on boxes
ALTER TABLE public.boxes ALTER COLUMN id DROP NOT NULL;

-- 16. column boxes.size has another default; ACCESS EXCLUSIVE on boxes
ALTER TABLE public.boxes ALTER COLUMN size SET DEFAULT 2;

-- 17. column crates.id differs from the one above; ACCESS EXCLUSIVE on crates; reads every row; fails if a row does not fit
ALTER TABLE public.crates ALTER COLUMN id SET NOT NULL;

-- 18. column parcels.label has another type; ACCESS EXCLUSIVE on parcels
ALTER TABLE public.parcels ALTER COLUMN label DROP DEFAULT, ALTER COLUMN label TYPE text, ALTER COLUMN label SET DEFAULT 'fancy';
ALTER TABLE ONLY public.parcels_a ALTER COLUMN label SET DEFAULT 'near';
ALTER TABLE ONLY public.parcels_a1 ALTER COLUMN label SET DEFAULT 'near';

-- 19. column parcels.code has another default; ACCESS EXCLUSIVE on parcels
ALTER TABLE public.parcels ALTER COLUMN code SET DEFAULT 9;
ALTER TABLE ONLY public.parcels_a ALTER COLUMN code SET DEFAULT 3;
ALTER TABLE ONLY public.parcels_a1 ALTER COLUMN code SET DEFAULT 3;

-- 20. column parcels.code takes NULL; ACCESS EXCLUSIVE on parcels; reads every row
ALTER TABLE public.parcels ALTER COLUMN code DROP NOT NULL;
ALTER TABLE public.parcels_a ALTER COLUMN code SET NOT NULL;
ALTER TABLE public.parcels_a1 ALTER COLUMN code SET NOT NULL;

-- 21. column parcels_c.code differs from the one above; ACCESS EXCLUSIVE on parcels_c
ALTER TABLE ONLY public.parcels_c ALTER COLUMN code SET DEFAULT 8;

-- 22. check parcels.parcels_weight_check is made again; ACCESS EXCLUSIVE on parcels
ALTER TABLE public.parcels ADD CONSTRAINT parcels_weight_check CHECK (weight < public.usual(100)) NOT VALID;

-- 23. column crates.name is what it is above; ACCESS EXCLUSIVE on crates
ALTER TABLE ONLY public.crates ALTER COLUMN name DROP NOT NULL;
ALTER TABLE ONLY public.small_crates ALTER COLUMN name DROP NOT NULL;

-- 24. column old_numbers.id is no longer in the schema; ACCESS EXCLUSIVE on old_numbers; takes data away
ALTER TABLE public.old_numbers DROP COLUMN id;

-- 25. foreign key lefts.lefts_a_b_fkey is no longer in the schema; ACCESS EXCLUSIVE on lefts
ALTER TABLE public.lefts DROP CONSTRAINT lefts_a_b_fkey;

-- 26. foreign key lefts_1.lefts_1_f is no longer in the schema; ACCESS EXCLUSIVE on lefts_1
ALTER TABLE public.lefts_1 DROP CONSTRAINT lefts_1_f;

-- 27. foreign key rights.rights_a_b_fkey is no longer in the schema; ACCESS EXCLUSIVE on rights
ALTER TABLE public.rights DROP CONSTRAINT rights_a_b_fkey;

-- 28. foreign key rights_1.rights_1_f is no longer in the schema; ACCESS EXCLUSIVE on rights_1
ALTER TABLE public.rights_1 DROP CONSTRAINT rights_1_f;

-- 29. table lefts is no longer in the schema; ACCESS EXCLUSIVE on lefts; takes data away
DROP TABLE public.lefts;

-- 30. table rights is no longer in the schema; ACCESS EXCLUSIVE on rights; takes data away
DROP TABLE public.rights;

-- 31. owners and privileges are what they were
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

-- 32. check parcels.parcels_weight_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on parcels; reads every row; fails if a row does not fit
ALTER TABLE public.parcels VALIDATE CONSTRAINT parcels_weight_check;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
