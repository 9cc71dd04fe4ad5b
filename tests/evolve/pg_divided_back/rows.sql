SET search_path = "o dd";
INSERT INTO "U" VALUES (1, NULL), (2, NULL);
INSERT INTO "T ""1"".x" ("the/day", word, other) SELECT '2025-12-30'::date + n, nullif(n, 4), n FROM generate_series(1, 2) n;
UPDATE "U" SET back = 5;
INSERT INTO a."U" SELECT generate_series(1, 5);
