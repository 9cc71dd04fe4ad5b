-- 0004 create_key_packages of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. sequence key_packages_id_seq is new
CREATE SEQUENCE public.key_packages_id_seq AS integer;

-- 2. table key_packages is new
CREATE TABLE public.key_packages (
    id integer DEFAULT nextval('key_packages_id_seq'::regclass) NOT NULL,
    did text NOT NULL,
    cipher_suite text NOT NULL,
    key_data bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    consumed boolean DEFAULT FALSE NOT NULL,
    consumed_at timestamp with time zone,
    CONSTRAINT key_packages_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE public.key_packages_id_seq OWNED BY public.key_packages.id;

-- 3. index key_packages.idx_key_packages_available is new
CREATE INDEX idx_key_packages_available ON public.key_packages (did, cipher_suite, expires_at) WHERE consumed = FALSE;

-- 4. index key_packages.idx_key_packages_consumed is new
CREATE INDEX idx_key_packages_consumed ON public.key_packages (consumed, consumed_at);

-- 5. index key_packages.idx_key_packages_did_suite is new
CREATE INDEX idx_key_packages_did_suite ON public.key_packages (did, cipher_suite);

-- 6. index key_packages.idx_key_packages_expires is new
CREATE INDEX idx_key_packages_expires ON public.key_packages (expires_at);

-- 7. index key_packages.idx_key_packages_unique is new
CREATE UNIQUE INDEX idx_key_packages_unique ON public.key_packages (did, cipher_suite, key_data);

COMMIT;
