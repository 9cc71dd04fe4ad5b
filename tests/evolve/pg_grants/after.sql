SELECT relname, replace(pg_get_userbyid(relowner), current_user, 'me'), replace(replace(array_to_string(relacl, ' '), current_user, 'me'), 'arwdDxtm', 'arwdDxt')
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S') ORDER BY 1;
SELECT attname, array_to_string(attacl, ' ') FROM pg_attribute WHERE attrelid = 'notes'::regclass AND attacl IS NOT NULL ORDER BY 1;
SELECT oid::regprocedure, replace(pg_get_userbyid(proowner), current_user, 'me'), replace(array_to_string(proacl, ' '), current_user, 'me')
FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1;
SELECT nspname, replace(array_to_string(nspacl, ' '), current_user, 'me') FROM pg_namespace WHERE nspname = 'kb';
SELECT typname, replace(array_to_string(typacl, ' '), current_user, 'me') FROM pg_type WHERE typname = 'mood';
SELECT attrelid::regclass, attname, replace(array_to_string(attacl, ' '), '/' || current_user, '/me') FROM pg_attribute
WHERE attrelid IN ('few'::regclass, 'kept_few'::regclass, 'far'::regclass) AND attacl IS NOT NULL ORDER BY attrelid::regclass::text, 2;
SELECT srvname, replace(array_to_string(srvacl, ' '), current_user, 'me') FROM pg_foreign_server ORDER BY 1;
