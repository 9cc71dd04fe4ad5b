-- 0028 delivery_ack_verified of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column delivery_acks.verified is new; ACCESS EXCLUSIVE on delivery_acks
ALTER TABLE public.delivery_acks ADD COLUMN verified boolean DEFAULT TRUE NOT NULL;

COMMIT;
