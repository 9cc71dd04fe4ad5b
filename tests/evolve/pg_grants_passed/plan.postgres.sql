BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. grant pg_execute_server_program on known() is no longer in the schema
REVOKE EXECUTE ON FUNCTION public.known() FROM pg_execute_server_program CASCADE;
GRANT EXECUTE ON FUNCTION public.known() TO pg_read_server_files;

-- 2. grant pg_read_server_files on orders is no longer in the schema
REVOKE GRANT OPTION FOR SELECT ON TABLE public.orders FROM pg_execute_server_program CASCADE;
REVOKE GRANT OPTION FOR SELECT ON TABLE public.orders FROM pg_write_server_files CASCADE;
REVOKE SELECT ON TABLE public.orders FROM pg_read_server_files;
GRANT SELECT ON TABLE public.orders TO pg_execute_server_program WITH GRANT OPTION;
GRANT SELECT ON TABLE public.orders TO pg_write_server_files;
GRANT SELECT (total) ON TABLE public.orders TO pg_signal_backend;

-- 3. grant pg_signal_backend on orders is no longer in the schema
REVOKE GRANT OPTION FOR SELECT ON TABLE public.orders FROM pg_execute_server_program CASCADE;
REVOKE GRANT OPTION FOR SELECT ON TABLE public.orders FROM pg_write_server_files CASCADE;
REVOKE SELECT ON TABLE public.orders FROM pg_signal_backend;
GRANT SELECT ON TABLE public.orders TO pg_execute_server_program WITH GRANT OPTION;
GRANT SELECT ON TABLE public.orders TO pg_write_server_files;
GRANT SELECT (total) ON TABLE public.orders TO pg_signal_backend;

-- 4. grant pg_signal_backend on totals is no longer in the schema
REVOKE GRANT OPTION FOR SELECT ON TABLE public.totals FROM pg_execute_server_program CASCADE;
REVOKE SELECT ON TABLE public.totals FROM pg_signal_backend;
GRANT SELECT ON TABLE public.totals TO pg_execute_server_program;
GRANT SELECT ON TABLE public.totals TO pg_read_server_files;

-- 5. grant pg_execute_server_program on totals allows other things
REVOKE GRANT OPTION FOR SELECT ON TABLE public.totals FROM pg_execute_server_program CASCADE;
GRANT SELECT ON TABLE public.totals TO pg_execute_server_program;
GRANT SELECT ON TABLE public.totals TO pg_read_server_files;

-- 6. grant pg_write_server_files on orders allows other things
REVOKE GRANT OPTION FOR SELECT ON TABLE public.orders FROM pg_execute_server_program CASCADE;
REVOKE GRANT OPTION FOR SELECT ON TABLE public.orders FROM pg_write_server_files CASCADE;
GRANT SELECT ON TABLE public.orders TO pg_execute_server_program WITH GRANT OPTION;
GRANT SELECT ON TABLE public.orders TO pg_write_server_files;
GRANT SELECT (total) ON TABLE public.orders TO pg_signal_backend;

COMMIT;
