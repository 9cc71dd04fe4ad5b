-- 0001 one of schema a, for PostgreSQL

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

CREATE TABLE public.t (
    id bigint NOT NULL,
    a timestamp without time zone NOT NULL,
    b timestamp without time zone NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (id),
    CONSTRAINT t_a_check CHECK (a > '2020-01-01')
);

CREATE INDEX i ON public.t (b) WHERE a > '2020-01-01';

COMMIT;
