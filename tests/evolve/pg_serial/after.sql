INSERT INTO becomes (t) VALUES ('new') RETURNING id;
INSERT INTO grows (t) VALUES ('new') RETURNING id;
INSERT INTO identity_before (t) VALUES ('new') RETURNING id;
INSERT INTO identity_after (t) VALUES ('new') RETURNING id;
INSERT INTO gains VALUES (3) RETURNING n;
INSERT INTO new_name (t) VALUES ('new') RETURNING id, m;
INSERT INTO kept (t) VALUES ('new') RETURNING id;
INSERT INTO arrives VALUES (DEFAULT) RETURNING id;
