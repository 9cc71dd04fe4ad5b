INSERT INTO becomes VALUES (1, 'a'), (7, 'b');
INSERT INTO ends VALUES (DEFAULT), (DEFAULT);
INSERT INTO grows (t) VALUES ('a'), ('b');
INSERT INTO identity_before (t) VALUES ('a'), ('b');
INSERT INTO identity_after (t) VALUES ('a'), ('b');
INSERT INTO gains VALUES (1), (2);
INSERT INTO loses (id) VALUES (1);
INSERT INTO old_name (t) VALUES ('a'), ('b');
INSERT INTO keeps (t) VALUES ('a');
