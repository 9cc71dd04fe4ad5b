INSERT INTO t (owner, n) VALUES ('a', 1), ('a', 2);
REFRESH MATERIALIZED VIEW sums;
