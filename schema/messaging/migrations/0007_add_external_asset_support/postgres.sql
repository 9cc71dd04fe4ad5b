-- 0007 add_external_asset_support of schema messaging, for PostgreSQL
-- old programs: none
-- new programs: none
-- allow: add-check messages.messages_payload_provider_check
--   why: every row gets custom
-- allow: add-check messages.messages_payload_sha256_check
--   why: a SHA-256 has 32 bytes
-- allow: add-check messages.messages_payload_size_check
--   why: an empty message is none; one that is there should stop this

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table message_attachments is new
CREATE TABLE public.message_attachments (
    id text NOT NULL,
    message_id text NOT NULL,
    attachment_index integer NOT NULL,
    provider text NOT NULL,
    uri text NOT NULL,
    mime_type text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT message_attachments_pkey PRIMARY KEY (id),
    CONSTRAINT message_attachments_message_id_attachment_index_key UNIQUE (message_id, attachment_index)
);

-- 2. the comment of table message_attachments
COMMENT ON TABLE public.message_attachments IS 'ExternalAsset references for message attachments';

-- 3. column conversations.cloudkit_zone_id is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN cloudkit_zone_id text;

-- 4. column conversations.storage_model is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN storage_model text DEFAULT 'shared-zone';

-- 5. column messages.ciphertext takes NULL; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ALTER COLUMN ciphertext DROP NOT NULL;

-- 6. the comment of column messages.ciphertext
COMMENT ON COLUMN public.messages.ciphertext IS 'The bytes, of messages that are stored here; of others the payload says where they are';

-- 7. column messages.payload_provider is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN payload_provider text DEFAULT 'custom' NOT NULL;
ALTER TABLE public.messages ALTER COLUMN payload_provider DROP DEFAULT;

-- 8. the comment of column messages.payload_provider
COMMENT ON COLUMN public.messages.payload_provider IS 'Storage provider for message ciphertext (cloudkit, firestore, etc.)';

-- 9. column messages.payload_uri is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN payload_uri text;

-- 10. column messages.payload_uri gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; writes every row anew
UPDATE public.messages SET payload_uri = ('messages:' || id) WHERE payload_uri IS NULL;

-- 11. column messages.payload_uri takes no NULL any more; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD CONSTRAINT payload_uri_is_not_null CHECK (payload_uri IS NOT NULL) NOT VALID;

-- 12. column messages.payload_mime_type is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN payload_mime_type text DEFAULT 'message/mls' NOT NULL;
ALTER TABLE public.messages ALTER COLUMN payload_mime_type DROP DEFAULT;

-- 13. column messages.payload_size is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN payload_size bigint;

-- 14. column messages.payload_size gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; writes every row anew
UPDATE public.messages SET payload_size = length(ciphertext) WHERE payload_size IS NULL;

-- 15. column messages.payload_size takes no NULL any more; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD CONSTRAINT payload_size_is_not_null CHECK (payload_size IS NOT NULL) NOT VALID;

-- 16. column messages.payload_sha256 is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN payload_sha256 bytea;

-- 17. column messages.payload_sha256 gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; writes every row anew
UPDATE public.messages SET payload_sha256 = sha256(ciphertext) WHERE payload_sha256 IS NULL;

-- 18. column messages.payload_sha256 takes no NULL any more; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD CONSTRAINT payload_sha256_is_not_null CHECK (payload_sha256 IS NOT NULL) NOT VALID;

-- 19. column messages.content_type is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN content_type text;

-- 20. column messages.reply_to is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN reply_to text;

-- 21. check conversations.conversations_storage_model_check is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD CONSTRAINT conversations_storage_model_check CHECK (storage_model IN ('shared-zone', 'per-user-mailbox')) NOT VALID;

-- 22. check messages.messages_payload_provider_check is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD CONSTRAINT messages_payload_provider_check CHECK (payload_provider IN ('cloudkit', 'firestore', 'gdrive', 's3', 'custom')) NOT VALID;

-- 23. index message_attachments.idx_message_attachments_message is new
CREATE INDEX idx_message_attachments_message ON public.message_attachments (message_id);

-- 24. foreign key message_attachments.message_attachments_message_id_fkey is new; SHARE ROW EXCLUSIVE on messages
ALTER TABLE public.message_attachments ADD CONSTRAINT message_attachments_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages (id) ON DELETE CASCADE;

COMMIT;

-- 25. column messages.payload_uri has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; fails if a row does not fit
ALTER TABLE public.messages VALIDATE CONSTRAINT payload_uri_is_not_null;

-- 26. column messages.payload_size has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; fails if a row does not fit
ALTER TABLE public.messages VALIDATE CONSTRAINT payload_size_is_not_null;

-- 27. column messages.payload_sha256 has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; fails if a row does not fit
ALTER TABLE public.messages VALIDATE CONSTRAINT payload_sha256_is_not_null;

-- 28. check conversations.conversations_storage_model_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on conversations; reads every row; fails if a row does not fit
ALTER TABLE public.conversations VALIDATE CONSTRAINT conversations_storage_model_check;

-- 29. check messages.messages_payload_provider_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; fails if a row does not fit
ALTER TABLE public.messages VALIDATE CONSTRAINT messages_payload_provider_check;

-- 30. index messages.idx_messages_content_type is new; SHARE UPDATE EXCLUSIVE on messages; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_messages_content_type ON public.messages (content_type);

-- 31. index messages.idx_messages_payload_provider is new; SHARE UPDATE EXCLUSIVE on messages; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_messages_payload_provider ON public.messages (payload_provider) WHERE payload_provider IS NOT NULL;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 32. column messages.payload_uri takes no NULL any more; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ALTER COLUMN payload_uri SET NOT NULL;
ALTER TABLE public.messages DROP CONSTRAINT payload_uri_is_not_null;

-- 33. the comment of column messages.payload_uri
COMMENT ON COLUMN public.messages.payload_uri IS 'Provider-specific URI to fetch ciphertext';

-- 34. column messages.payload_size takes no NULL any more; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ALTER COLUMN payload_size SET NOT NULL;
ALTER TABLE public.messages DROP CONSTRAINT payload_size_is_not_null;

-- 35. column messages.payload_sha256 takes no NULL any more; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ALTER COLUMN payload_sha256 SET NOT NULL;
ALTER TABLE public.messages DROP CONSTRAINT payload_sha256_is_not_null;

-- 36. the comment of column messages.payload_sha256
COMMENT ON COLUMN public.messages.payload_sha256 IS 'SHA-256 hash of ciphertext for integrity verification (32 bytes)';

-- 37. check messages.messages_payload_sha256_check is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD CONSTRAINT messages_payload_sha256_check CHECK (length(payload_sha256) = 32) NOT VALID;

-- 38. check messages.messages_payload_size_check is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD CONSTRAINT messages_payload_size_check CHECK (payload_size > 0) NOT VALID;

COMMIT;

-- 39. check messages.messages_payload_sha256_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; fails if a row does not fit
ALTER TABLE public.messages VALIDATE CONSTRAINT messages_payload_sha256_check;

-- 40. check messages.messages_payload_size_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on messages; reads every row; fails if a row does not fit
ALTER TABLE public.messages VALIDATE CONSTRAINT messages_payload_size_check;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
