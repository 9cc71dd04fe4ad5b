SELECT nextval('s'), nextval('small'), nextval('small');
INSERT INTO notes VALUES (1, 1);
