SELECT tgrelid::regclass, coalesce(conname, tgname), string_agg(DISTINCT tgenabled::text, ' ')
FROM pg_trigger LEFT JOIN pg_constraint k ON k.oid = tgconstraint GROUP BY 1, 2 ORDER BY tgrelid::regclass::text, 2;
