INSERT INTO "o dd"."T ""1"".x" ("the/day") VALUES ('2027-01-01');
SELECT tableoid::regclass, * FROM "o dd"."T ""1"".x" ORDER BY 2;
SELECT tableoid::regclass, * FROM "o dd"."U" ORDER BY 2;
SELECT tableoid::regclass, * FROM a."U" ORDER BY 2;
SELECT nspname FROM pg_namespace ORDER BY 1;
SELECT conname, convalidated FROM pg_constraint WHERE contype = 'f' ORDER BY 1;
SELECT * FROM a.ones;
