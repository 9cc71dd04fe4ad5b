SELECT c.relname, replace(pg_get_userbyid(c.relowner), current_user, 'me'),
       replace(replace(array_to_string(c.relacl, ' '), 'Dxtm', 'Dxt'), current_user, 'me')
FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm') ORDER BY 1;
SELECT attrelid::regclass, attname, replace(array_to_string(attacl, ' '), current_user, 'me')
FROM pg_attribute WHERE attacl IS NOT NULL AND NOT attisdropped AND attrelid::regclass::text IN ('one', 'notes') ORDER BY 1, 2;
SELECT proname, replace(pg_get_userbyid(proowner), current_user, 'me'),
       replace(array_to_string(proacl, ' '), current_user, 'me')
FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1;
SELECT typname, replace(pg_get_userbyid(typowner), current_user, 'me'),
       replace(array_to_string(typacl, ' '), current_user, 'me')
FROM pg_type WHERE typtype IN ('e', 'd') AND typnamespace = 'public'::regnamespace ORDER BY 1;
