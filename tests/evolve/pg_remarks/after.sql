SELECT pg_describe_object(classoid, objoid, objsubid) COLLATE "C" AS what, description
FROM pg_description WHERE objoid >= 16384 AND classoid IN ('pg_type'::regclass, 'pg_constraint'::regclass, 'pg_trigger'::regclass,
    'pg_class'::regclass, 'pg_rewrite'::regclass) ORDER BY 1;
