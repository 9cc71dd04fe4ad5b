BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table users is called Users now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME TO "Users";

-- 2. column "Users".mail is called Mail now; ACCESS EXCLUSIVE on "Users"
ALTER TABLE public."Users" RENAME COLUMN mail TO "Mail";

-- 3. primary key "Users".users_pkey is called Users_pkey now; ACCESS EXCLUSIVE on "Users"
ALTER TABLE public."Users" RENAME CONSTRAINT users_pkey TO "Users_pkey";

-- 4. check "Users".grown is called Grown now; ACCESS EXCLUSIVE on "Users"
ALTER TABLE public."Users" RENAME CONSTRAINT grown TO "Grown";

-- 5. index "Users".by_mail is called By_Mail now; ACCESS EXCLUSIVE on "Users"
ALTER INDEX public.by_mail RENAME TO "By_Mail";

-- 6. foreign key "Users".users_boss_fkey is called Users_boss_fkey now; ACCESS EXCLUSIVE on "Users"
ALTER TABLE public."Users" RENAME CONSTRAINT users_boss_fkey TO "Users_boss_fkey";

-- 7. column letters.sender is called Sender now; ACCESS EXCLUSIVE on letters
ALTER TABLE public.letters RENAME COLUMN sender TO "Sender";

-- 8. foreign key letters.letters_sender_fkey is called letters_Sender_fkey now; ACCESS EXCLUSIVE on letters
ALTER TABLE public.letters RENAME CONSTRAINT letters_sender_fkey TO "letters_Sender_fkey";

-- 9. view senders is called Senders now; ACCESS EXCLUSIVE on senders
ALTER VIEW public.senders RENAME TO "Senders";

-- 10. view "Senders" changes and is made again; ACCESS EXCLUSIVE on "Senders"
DROP VIEW public."Senders";

-- 11. view "Senders" is made again as it is now
CREATE VIEW public."Senders" AS
select "Sender" from letters;

COMMIT;
