BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table kb.people is no longer in the schema; ACCESS EXCLUSIVE on kb.people; takes data away
DROP TABLE kb.people;

-- 2. table kb.a_teams is no longer in the schema; ACCESS EXCLUSIVE on kb.a_teams; takes data away
DROP TABLE kb.a_teams;

-- 3. namespace kb is no longer in the schema
DROP SCHEMA kb;

COMMIT;
