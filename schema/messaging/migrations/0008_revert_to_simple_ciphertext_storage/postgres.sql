-- 0008 revert_to_simple_ciphertext_storage of schema messaging, for PostgreSQL
-- old programs: none
-- new programs: none
-- allow: drop-table message_attachments
--   why: the one of a message becomes its embed; where there are two this stops
-- allow: drop-column messages.payload_provider
--   why: messages are stored here again
-- allow: drop-column messages.payload_uri
--   why: embed_uri has it where the bytes lie elsewhere
-- allow: drop-column messages.payload_mime_type
--   why: embed_type has it where the bytes lie elsewhere
-- allow: drop-column messages.payload_size
--   why: the length of the ciphertext
-- allow: drop-column messages.payload_sha256
--   why: the hash of the ciphertext
-- allow: add-check messages.messages_are_stored
--   why: embed_uri is set where there is no ciphertext

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- a message has one embed
SELECT 'message ' || message_id || ' has ' || count(*) || ' attachments' AS violation
    FROM public.message_attachments GROUP BY message_id HAVING count(*) > 1 LIMIT 1;

-- 1. column messages.sent_at is called created_at now; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages RENAME COLUMN sent_at TO created_at;

-- 2. index messages.idx_messages_convo_sent is called idx_messages_convo_created now; ACCESS EXCLUSIVE on messages
ALTER INDEX public.idx_messages_convo_sent RENAME TO idx_messages_convo_created;

-- 3. the comment of column messages.ciphertext
COMMENT ON COLUMN public.messages.ciphertext IS NULL;

-- 4. column messages.seq is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN seq integer DEFAULT 0 NOT NULL;
ALTER TABLE public.messages ALTER COLUMN seq DROP DEFAULT;
-- each message gets its place in its conversation
UPDATE public.messages AS m SET seq = placed.seq
    FROM (SELECT id, row_number() OVER (PARTITION BY convo_id ORDER BY created_at, id) AS seq
          FROM public.messages) AS placed
    WHERE placed.id = m.id;

-- 5. column messages.expires_at is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN expires_at timestamp with time zone DEFAULT (now() + interval '30 days') NOT NULL;

-- 6. column messages.embed_type is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN embed_type text;

-- 7. column messages.embed_uri is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN embed_uri text;
-- where the bytes lie elsewhere, the embed says where; else it is the attachment
UPDATE public.messages SET embed_type = payload_mime_type, embed_uri = payload_uri
    WHERE ciphertext IS NULL;
UPDATE public.messages AS m SET embed_type = a.mime_type, embed_uri = a.uri
    FROM public.message_attachments AS a
    WHERE a.message_id = m.id AND m.embed_uri IS NULL;

-- 8. check messages.messages_are_stored is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD CONSTRAINT messages_are_stored CHECK (ciphertext IS NOT NULL OR embed_uri IS NOT NULL) NOT VALID;

-- 9. column messages.payload_provider is no longer in the schema; ACCESS EXCLUSIVE on messages; takes data away
ALTER TABLE public.messages DROP COLUMN payload_provider;

-- 10. column messages.payload_uri is no longer in the schema; ACCESS EXCLUSIVE on messages; takes data away
ALTER TABLE public.messages DROP COLUMN payload_uri;

-- 11. column messages.payload_mime_type is no longer in the schema; ACCESS EXCLUSIVE on messages; takes data away
ALTER TABLE public.messages DROP COLUMN payload_mime_type;

-- 12. column messages.payload_size is no longer in the schema; ACCESS EXCLUSIVE on messages; takes data away
ALTER TABLE public.messages DROP COLUMN payload_size;

-- 13. column messages.payload_sha256 is no longer in the schema; ACCESS EXCLUSIVE on messages; takes data away
ALTER TABLE public.messages DROP COLUMN payload_sha256;

-- 14. table message_attachments is no longer in the schema; ACCESS EXCLUSIVE on message_attachments; takes data away
DROP TABLE public.message_attachments;

COMMIT;

-- 15. index messages.idx_messages_content_type is no longer in the schema; SHARE UPDATE EXCLUSIVE on messages
DROP INDEX CONCURRENTLY IF EXISTS public.idx_messages_content_type;

-- 16. check messages.messages_are_stored holds for the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; fails if a row does not fit
ALTER TABLE public.messages VALIDATE CONSTRAINT messages_are_stored;

-- 17. index messages.idx_messages_convo_seq is new; SHARE UPDATE EXCLUSIVE on messages; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_messages_convo_seq ON public.messages (convo_id, seq);

-- 18. index messages.idx_messages_expires is new; SHARE UPDATE EXCLUSIVE on messages; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_messages_expires ON public.messages (expires_at);

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
