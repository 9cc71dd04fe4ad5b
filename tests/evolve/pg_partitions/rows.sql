INSERT INTO users VALUES (1);
INSERT INTO events VALUES (1, '2023-05-01', 'x', 1), (2, '2024-05-01', 'y', NULL), (3, '1999-01-01', 'z', 1);
INSERT INTO events_2025 VALUES (4, '2025-05-01', 'w', NULL);
INSERT INTO kinds VALUES (1, 'a');
