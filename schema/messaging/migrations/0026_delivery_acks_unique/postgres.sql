-- 0026 delivery_acks_unique of schema messaging, for PostgreSQL
-- old programs: read
-- new programs: write
-- allow: add-unique delivery_acks.uq_delivery_ack_message_ds
--   why: a service acknowledges a message once; a second row stops this

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

-- 1. unique delivery_acks.uq_delivery_ack_message_ds is new; SHARE UPDATE EXCLUSIVE on delivery_acks; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS uq_delivery_ack_message_ds ON public.delivery_acks (convo_id, message_id, target_ds_did);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 2. unique delivery_acks.uq_delivery_ack_message_ds is new; ACCESS EXCLUSIVE on delivery_acks
ALTER TABLE public.delivery_acks ADD CONSTRAINT uq_delivery_ack_message_ds UNIQUE USING INDEX uq_delivery_ack_message_ds;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
