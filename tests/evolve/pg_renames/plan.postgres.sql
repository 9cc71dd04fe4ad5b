BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. namespace kb is called base now; ACCESS EXCLUSIVE on kb
ALTER SCHEMA kb RENAME TO base;

-- 2. enum state is called status now; ACCESS EXCLUSIVE on state
ALTER TYPE public.state RENAME TO status;

-- 3. domain code is called kode now; ACCESS EXCLUSIVE on code
ALTER DOMAIN public.code RENAME TO kode;

-- 4. sequence numbers is called counters now; ACCESS EXCLUSIVE on numbers
ALTER SEQUENCE public.numbers RENAME TO counters;

-- 5. function add(int) is called sum_up now; ACCESS EXCLUSIVE on add(int)
ALTER FUNCTION public.add(integer) RENAME TO sum_up;

-- 6. table base.docs is called docs now; ACCESS EXCLUSIVE on base.docs
ALTER TABLE base.docs SET SCHEMA public;

-- 7. table notes is called papers now; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes RENAME TO papers;
ALTER TABLE public.papers SET SCHEMA base;

-- 8. column base.papers.constraint_a is called number now; ACCESS EXCLUSIVE on base.papers
ALTER TABLE base.papers RENAME COLUMN constraint_a TO number;

-- 9. primary key base.papers.notes_pkey is called papers_pkey now; ACCESS EXCLUSIVE on base.papers
ALTER TABLE base.papers RENAME CONSTRAINT notes_pkey TO papers_pkey;

-- 10. unique base.papers.ua is called ub now; ACCESS EXCLUSIVE on base.papers
ALTER TABLE base.papers RENAME CONSTRAINT ua TO ub;

-- 11. check base.papers.ca is called cb now; ACCESS EXCLUSIVE on base.papers
ALTER TABLE base.papers RENAME CONSTRAINT ca TO cb;

-- 12. index base.papers.ia is called ib now; ACCESS EXCLUSIVE on base.papers
ALTER INDEX base.ia RENAME TO ib;

-- 13. foreign key base.papers.notes_up_fkey is called papers_up_fkey now; ACCESS EXCLUSIVE on base.papers
ALTER TABLE base.papers RENAME CONSTRAINT notes_up_fkey TO papers_up_fkey;

-- 14. view ns is called papers now; ACCESS EXCLUSIVE on ns
ALTER VIEW public.ns RENAME TO papers;

-- 15. trigger base.papers.tr is called trr now; ACCESS EXCLUSIVE on base.papers.tr
ALTER TRIGGER tr ON base.papers RENAME TO trr;

-- 16. policy base.papers.po is called poo now; ACCESS EXCLUSIVE on base.papers.po
ALTER POLICY po ON base.papers RENAME TO poo;

-- 17. view papers shows other rows; ACCESS EXCLUSIVE on papers
CREATE OR REPLACE VIEW public.papers AS
select id from base.papers;

COMMIT;
