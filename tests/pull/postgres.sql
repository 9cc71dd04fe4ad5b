-- SPDX-License-Identifier: MIT
-- One namespace for each name that is hard to write, and in it one of every kind that bears it, with
-- texts, comments and bodies as hard.
DO $do$
DECLARE
    n text;
    c text;
    s text;
    i int := 0;
    names text[] := ARRAY['a"b', 'c.d', 'e f', E'new\nline', '😀é', 'select', 'UPPER', 'upper', 'it''s', 'back\slash', '$$',
        '*/', '--x', '//y', '///z', repeat('x', 63), E'\x01ctl', E'tab\t', ' lead', 'trail ', '1st', '%s%n', '{path}', '$1',
        'a;drop table q;', '/*', '"', E'two\r\nlines'];
    comments text[] := ARRAY['ends */ here', '$$ dollar $x$', 'back\slash \n', '/// slashes', E'cr\r\nlf', 'trailing   ', 'at its end\',
        E'multi\n\n///\n  lines \n', '''quote'' "dq"', '--x', ';drop', E'\t tab', '// c', 'blank and backslash \', '@postgres {x}'];
BEGIN
    FOREACH n IN ARRAY names LOOP
        c := comments[1 + i % cardinality(comments)];
        i := i + 1;
        s := format('%I', n);
        EXECUTE format('CREATE SCHEMA %s', s);
        EXECUTE format('CREATE TYPE %s.%I AS ENUM (%L, %L)', s, n, n, 'x' || left(n, 60));
        EXECUTE format('CREATE DOMAIN %s.%I AS text DEFAULT %L CHECK (value <> %L)', s, 'd' || left(n, 60), n, n);
        EXECUTE format('CREATE TYPE %s.%I AS (%I int)', s, 'c' || left(n, 60), n);
        EXECUTE format('CREATE SEQUENCE %s.%I', s, 's' || left(n, 60));
        EXECUTE format('CREATE TABLE %s.%I (%I int PRIMARY KEY, b text DEFAULT %L CHECK (b <> %L), e %s.%I DEFAULT %L, d %s.%I,'
            ' up int REFERENCES %s.%I (%I), CONSTRAINT %I UNIQUE (b))', s, 't' || left(n, 60), n, c, c || n, s, n, n, s,
            'd' || left(n, 60), s, 't' || left(n, 60), n, 'k' || left(n, 60));
        EXECUTE format('COMMENT ON SCHEMA %s IS %L; COMMENT ON TYPE %s.%I IS %L; COMMENT ON TABLE %s.%I IS %L;'
            ' COMMENT ON COLUMN %s.%I.%I IS %L', s, c, s, n, c, s, 't' || left(n, 60), c, s, 't' || left(n, 60), n, c);
        EXECUTE format('CREATE TABLE %1$s.%2$I () INHERITS (%1$s.%3$I); ALTER TABLE %1$s.%2$I ALTER %4$I SET STATISTICS 5',
            s, 'h' || left(n, 60), 't' || left(n, 60), n);
        EXECUTE format('CREATE INDEX %I ON %s.%I (lower(b || %L)) WHERE b <> %L', 'i' || left(n, 60), s, 't' || left(n, 60), n, n);
        EXECUTE format('CREATE VIEW %s.%I AS SELECT %I, b AS %I FROM %s.%I WHERE b <> %L', s, 'v' || left(n, 60), n,
            'x' || left(n, 60), s, 't' || left(n, 60), n);
        EXECUTE format('CREATE FUNCTION %s.%I() RETURNS trigger LANGUAGE plpgsql AS %L', s, 'f' || left(n, 60),
            format('BEGIN PERFORM %L, %L; RETURN new; END', n, '$$ $x$ $a1$ $schemac$ $body$' || c));
        EXECUTE format('CREATE FUNCTION %s.%I(%I text DEFAULT %L) RETURNS text LANGUAGE sql AS %L', s, 'g' || left(n, 60), n, n,
            format('SELECT %L || $1', n));
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OF %I ON %s.%I FOR EACH ROW WHEN (new.b <> %L) EXECUTE FUNCTION'
            ' %s.%I(%L, %L)', 't' || left(n, 60), n, s, 't' || left(n, 60), n, s, 'f' || left(n, 60), n, c);
        EXECUTE format('CREATE POLICY %I ON %s.%I USING (b <> %L)', 'p' || left(n, 60), s, 't' || left(n, 60), n);
        EXECUTE format('CREATE RULE %I AS ON INSERT TO %s.%I WHERE new.b = %L DO ALSO SELECT 1', 'r' || left(n, 60), s,
            't' || left(n, 60), n);
        EXECUTE format('CREATE MATERIALIZED VIEW %s.%I AS SELECT %I FROM %s.%I', s, 'm' || left(n, 60), n, s, 't' || left(n, 60));
        EXECUTE format('CREATE ACCESS METHOD %I TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE %s.%I (a int) USING %I',
            'a' || left(n, 60), s, 'a' || left(n, 60), 'a' || left(n, 60));
        EXECUTE format('CREATE STATISTICS %s.%I ON b, %I FROM %s.%I', s, 'st' || left(n, 60), n, s, 't' || left(n, 60));
        EXECUTE format('CREATE TABLE %s.%I (%I text) PARTITION BY LIST (%I)', s, 'w' || left(n, 60), n, n);
        EXECUTE format('CREATE TABLE %s.%I PARTITION OF %s.%I FOR VALUES IN (%L)', s, 'y' || left(n, 60), s, 'w' || left(n, 60), n);
    END LOOP;
END $do$;
CREATE TYPE nothing AS ENUM ();
CREATE VIEW valued AS SELECT 'a' AS x UNION (VALUES ('b') ORDER BY 1);
