SELECT tableoid::regclass, * FROM logs ORDER BY 2;
SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2;
SELECT conname, conrelid::regclass, confrelid::regclass, convalidated FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 ORDER BY 1;
SELECT tableoid::regclass, * FROM notes UNION ALL SELECT tableoid::regclass, * FROM notes_a ORDER BY 2;
SELECT tableoid::regclass, * FROM jobs;
