INSERT INTO t VALUES (1, 'a', 'b', 'c'), (2, 'A', 'B', 'd'), (3, 'y', ' b', 'e');
