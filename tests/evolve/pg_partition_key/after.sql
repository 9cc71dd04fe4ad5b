SELECT tableoid::regclass, * FROM events ORDER BY id;
SELECT tableoid::regclass, * FROM notes ORDER BY id;
SELECT tableoid::regclass, * FROM stays ORDER BY n;
