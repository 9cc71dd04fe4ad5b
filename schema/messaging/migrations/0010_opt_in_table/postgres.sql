-- 0010 opt_in_table of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table opt_in is new
CREATE TABLE public.opt_in (
    did text NOT NULL,
    opted_in_at timestamp with time zone DEFAULT now() NOT NULL,
    device_id text,
    CONSTRAINT opt_in_pkey PRIMARY KEY (did)
);

-- 2. the comment of table opt_in
COMMENT ON TABLE public.opt_in IS 'Server-side opt-in tracking for MLS chat. Private data not exposed via public API.';

-- 3. the comment of column opt_in.did
COMMENT ON COLUMN public.opt_in.did IS 'User DID who has opted into MLS chat';

-- 4. the comment of column opt_in.opted_in_at
COMMENT ON COLUMN public.opt_in.opted_in_at IS 'Timestamp when the user opted in';

-- 5. the comment of column opt_in.device_id
COMMENT ON COLUMN public.opt_in.device_id IS 'Optional device identifier associated with opt-in';

-- 6. index opt_in.idx_opt_in_device_id is new
CREATE INDEX idx_opt_in_device_id ON public.opt_in (device_id) WHERE device_id IS NOT NULL;

-- 7. index opt_in.idx_opt_in_opted_in_at is new
CREATE INDEX idx_opt_in_opted_in_at ON public.opt_in (opted_in_at DESC);

-- 8. foreign key opt_in.opt_in_did_fkey is new; SHARE ROW EXCLUSIVE on users
ALTER TABLE public.opt_in ADD CONSTRAINT opt_in_did_fkey FOREIGN KEY (did) REFERENCES public.users (did) ON DELETE CASCADE;

COMMIT;
