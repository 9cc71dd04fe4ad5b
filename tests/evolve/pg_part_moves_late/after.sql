SELECT tableoid::regclass, * FROM new ORDER BY 3; SELECT * FROM second; SELECT * FROM heir;
