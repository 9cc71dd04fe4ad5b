INSERT INTO "left" VALUES (1, 2);
INSERT INTO "right" VALUES (1, 3);
INSERT INTO ends VALUES (1, 'x', 2), (2, 'y', 3);
INSERT INTO top VALUES (1, 'a'), (1, 'b');
INSERT INTO days VALUES (1, 2), (11, 3);
INSERT INTO visits VALUES (1), (11);
INSERT INTO kept VALUES (1, 'n');
