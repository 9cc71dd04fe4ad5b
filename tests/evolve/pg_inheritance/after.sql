SELECT string_agg(tableoid::regclass || ' ' || id, ', ' ORDER BY id) FROM animals; SELECT owner FROM cats;
