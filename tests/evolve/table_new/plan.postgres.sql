BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table notes is new
CREATE TABLE public.notes (
    id bigint NOT NULL,
    author bigint NOT NULL,
    words text NOT NULL,
    CONSTRAINT notes_pkey PRIMARY KEY (id)
);

-- 2. the comment of table notes
COMMENT ON TABLE public.notes IS 'What somebody wrote';

-- 3. index notes.notes_by_author is new
CREATE INDEX notes_by_author ON public.notes (author);

-- 4. foreign key notes.notes_author_fkey is new; SHARE ROW EXCLUSIVE on users
ALTER TABLE public.notes ADD CONSTRAINT notes_author_fkey FOREIGN KEY (author) REFERENCES public.users (id) ON DELETE CASCADE;

-- 5. view written is new
CREATE VIEW public.written AS
select u.name, n.words from users u join notes n on n.author = u.id;

COMMIT;
