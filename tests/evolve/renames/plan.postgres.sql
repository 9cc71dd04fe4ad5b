BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column letters.sender is called from_id now; ACCESS EXCLUSIVE on letters
ALTER TABLE public.letters RENAME COLUMN sender TO from_id;

-- 2. foreign key letters.letters_sender_fkey is called letters_from_id_fkey now; ACCESS EXCLUSIVE on letters
ALTER TABLE public.letters RENAME CONSTRAINT letters_sender_fkey TO letters_from_id_fkey;

-- 3. table people is called users now; ACCESS EXCLUSIVE on people
ALTER TABLE public.people RENAME TO users;

-- 4. column users.mail is called email now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME COLUMN mail TO email;

-- 5. primary key users.people_pkey is called users_pkey now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME CONSTRAINT people_pkey TO users_pkey;

-- 6. check users.adult is called grown now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME CONSTRAINT adult TO grown;

-- 7. index users.people_by_mail is called users_by_email now; ACCESS EXCLUSIVE on users
ALTER INDEX public.people_by_mail RENAME TO users_by_email;

-- 8. foreign key users.people_boss_fkey is called users_boss_fkey now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME CONSTRAINT people_boss_fkey TO users_boss_fkey;

-- 9. view senders changes and is made again; ACCESS EXCLUSIVE on senders
DROP VIEW public.senders;

-- 10. view senders is made again as it is now
CREATE VIEW public.senders AS
select p.email from users p join letters l on l.from_id = p.id;

COMMIT;
