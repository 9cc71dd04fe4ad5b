INSERT INTO t (owner, n) VALUES ('b', 3);
SELECT * FROM t ORDER BY id;
SELECT owner, n FROM sums;
