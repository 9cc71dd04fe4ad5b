SELECT string_agg(tableoid::regclass || ' ' || id || ' ' || extra, ', ' ORDER BY id) FROM events; SELECT count(*) FROM events_2023; SELECT count(*) FROM kinds;
