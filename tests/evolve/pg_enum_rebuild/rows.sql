INSERT INTO notes (id, role, roles, main, gone, was) VALUES (1, 'owner', '{admin,member}', 'admin', 'guest', 'owner'), (2, 'member', NULL, NULL, NULL, NULL);
