DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['schemac "reader"', 'schemac_writer', 'schemac_owner', 'schemac_usual'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I', role);
        END IF;
    END LOOP;
END $$;
INSERT INTO notes VALUES (1, 2, 3, 4, 'mid', 'x');
GRANT SELECT, INSERT ON one TO schemac_writer WITH GRANT OPTION;
GRANT SELECT (id, b), UPDATE (a) ON one TO "schemac ""reader""";
GRANT SELECT ON two TO PUBLIC;
ALTER VIEW two OWNER TO schemac_owner;
REVOKE UPDATE ON two FROM schemac_owner;
GRANT SELECT ON two TO schemac_writer;
ALTER MATERIALIZED VIEW three OWNER TO schemac_owner;
GRANT SELECT (twice) ON notes TO schemac_writer;
REVOKE USAGE ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE mood TO schemac_writer;
ALTER TYPE mood OWNER TO schemac_owner;
ALTER DOMAIN short OWNER TO schemac_owner;
REVOKE EXECUTE ON FUNCTION secret(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION secret(integer) TO schemac_writer;
ALTER FUNCTION secret(integer) OWNER TO schemac_owner;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO schemac_usual;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO schemac_usual;
