SELECT oid::regclass, replace(unnest(relacl)::text, 'arwdDxtm', 'arwdDxt') FROM pg_class WHERE relname IN ('orders', 'totals');
SELECT attname, unnest(attacl) FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attacl IS NOT NULL;
SELECT unnest(proacl) FROM pg_proc WHERE proname = 'known';
