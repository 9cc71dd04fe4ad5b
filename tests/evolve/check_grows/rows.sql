INSERT INTO jobs (id, state, size) VALUES (1, 'open', 0), (2, 'done', 10);
