SELECT pg_describe_object(classid, objid, objsubid) COLLATE "C" AS what, string_agg(extname, ' ' ORDER BY extname)
FROM pg_depend JOIN pg_extension x ON x.oid = refobjid WHERE deptype = 'x' GROUP BY 1 ORDER BY 1;
