SELECT * FROM right1;
SELECT * FROM left1;
SELECT * FROM ends1;
SELECT * FROM ends2;
SELECT * FROM low_a;
SELECT * FROM low_b;
SELECT * FROM days ORDER BY a;
SELECT count(*) FROM visits;
SELECT * FROM seen;
