INSERT INTO events VALUES (1, '2026-01-01'), (2, '2026-01-02');
INSERT INTO notes VALUES (1, 'a'), (2, 'a');
INSERT INTO stays VALUES ('here', 1), ('there', 2);
