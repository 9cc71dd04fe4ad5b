INSERT INTO tags VALUES ('a', 1), ('b', NULL);
INSERT INTO pairs (rowid, a, b, note) VALUES (4, 1, 1, 'x'), (9, 1, 2, NULL);
INSERT INTO "order" VALUES (1, NULL, 3), (2, 'y', NULL);
