-- 0009 greenfield_schema of schema messaging, for PostgreSQL
-- old programs: none
-- new programs: none
-- allow: drop-column blobs.data
--   why: the bytes are in the bucket, under the same key, or this stops
-- allow: drop-column blobs.uploaded_by_did
--   why: the server keeps no senders any more
-- allow: drop-column blobs.convo_id
--   why: a blob is found by its key alone
-- allow: drop-column conversations.cloudkit_zone_id
--   why: messages are stored here since 0008
-- allow: drop-column conversations.storage_model
--   why: messages are stored here since 0008
-- allow: drop-column envelopes.mailbox_provider
--   why: messages are stored here since 0008
-- allow: drop-column envelopes.cloudkit_zone
--   why: messages are stored here since 0008
-- allow: drop-column key_packages.consumed
--   why: consumed_at says it
-- allow: add-foreign-key key_packages.key_packages_owner_did_fkey
--   why: each owner gets a row in users first
-- allow: drop-column members.mailbox_provider
--   why: messages are stored here since 0008
-- allow: drop-column members.mailbox_zone
--   why: messages are stored here since 0008
-- allow: drop-column messages.content_type
--   why: a part of the ciphertext now
-- allow: drop-column messages.reply_to
--   why: a part of the ciphertext now
-- allow: drop-column messages.embed_type
--   why: a part of the ciphertext now
-- allow: drop-column messages.embed_uri
--   why: no message is without its ciphertext, or this stops

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column blobs.cid is called key now; ACCESS EXCLUSIVE on blobs
ALTER TABLE public.blobs RENAME COLUMN cid TO key;

-- 2. column blobs.mime_type is called content_type now; ACCESS EXCLUSIVE on blobs
ALTER TABLE public.blobs RENAME COLUMN mime_type TO content_type;

-- 3. column blobs.size is called size_bytes now; ACCESS EXCLUSIVE on blobs
ALTER TABLE public.blobs RENAME COLUMN size TO size_bytes;

-- 4. column blobs.uploaded_at is called created_at now; ACCESS EXCLUSIVE on blobs
ALTER TABLE public.blobs RENAME COLUMN uploaded_at TO created_at;

-- 5. index blobs.idx_blobs_uploaded_at is called idx_blobs_created now; ACCESS EXCLUSIVE on blobs
ALTER INDEX public.idx_blobs_uploaded_at RENAME TO idx_blobs_created;

-- 6. column conversations.title is called name now; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations RENAME COLUMN title TO name;

-- 7. index conversations.idx_conversations_creator_did is called idx_conversations_creator now; ACCESS EXCLUSIVE on conversations
ALTER INDEX public.idx_conversations_creator_did RENAME TO idx_conversations_creator;

-- 8. index cursors.idx_cursors_updated_at is called idx_cursors_updated now; ACCESS EXCLUSIVE on cursors
ALTER INDEX public.idx_cursors_updated_at RENAME TO idx_cursors_updated;

-- 9. column key_packages.did is called owner_did now; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages RENAME COLUMN did TO owner_did;

-- 10. column key_packages.key_data is called key_package now; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages RENAME COLUMN key_data TO key_package;

-- 11. index messages.idx_messages_convo_created is called idx_messages_convo now; ACCESS EXCLUSIVE on messages
ALTER INDEX public.idx_messages_convo_created RENAME TO idx_messages_convo;

-- 12. index messages.idx_messages_convo_epoch is called idx_messages_epoch now; ACCESS EXCLUSIVE on messages
ALTER INDEX public.idx_messages_convo_epoch RENAME TO idx_messages_epoch;

-- 13. foreign key blobs.blobs_convo_id_fkey is no longer in the schema; ACCESS EXCLUSIVE on blobs
ALTER TABLE public.blobs DROP CONSTRAINT blobs_convo_id_fkey;

-- 14. foreign key envelopes.envelopes_message_id_fkey is no longer in the schema; ACCESS EXCLUSIVE on envelopes
ALTER TABLE public.envelopes DROP CONSTRAINT envelopes_message_id_fkey;

-- 15. index blobs.idx_blobs_size is no longer in the schema; ACCESS EXCLUSIVE on blobs
DROP INDEX public.idx_blobs_size;

-- 16. index conversations.idx_conversations_created_at is no longer in the schema; ACCESS EXCLUSIVE on conversations
DROP INDEX public.idx_conversations_created_at;

-- 17. index envelopes.idx_envelopes_delivered is no longer in the schema; ACCESS EXCLUSIVE on envelopes
DROP INDEX public.idx_envelopes_delivered;

-- 18. index event_stream.idx_event_stream_convo_cursor is no longer in the schema; ACCESS EXCLUSIVE on event_stream
DROP INDEX public.idx_event_stream_convo_cursor;

-- 19. index key_packages.idx_key_packages_did_suite is no longer in the schema; ACCESS EXCLUSIVE on key_packages
DROP INDEX public.idx_key_packages_did_suite;

-- 20. index key_packages.idx_key_packages_unique is no longer in the schema; ACCESS EXCLUSIVE on key_packages
DROP INDEX public.idx_key_packages_unique;

-- 21. index members.idx_members_left_at is no longer in the schema; ACCESS EXCLUSIVE on members
DROP INDEX public.idx_members_left_at;

-- 22. index messages.idx_messages_convo_seq is no longer in the schema; ACCESS EXCLUSIVE on messages
DROP INDEX public.idx_messages_convo_seq;

-- 23. index messages.idx_messages_pagination is no longer in the schema; ACCESS EXCLUSIVE on messages
DROP INDEX public.idx_messages_pagination;

-- 24. check event_stream.event_stream_event_type_check is no longer in the schema; ACCESS EXCLUSIVE on event_stream
ALTER TABLE public.event_stream DROP CONSTRAINT event_stream_event_type_check;

-- 25. extension pgcrypto is new
CREATE EXTENSION IF NOT EXISTS pgcrypto;

-- 26. extension "uuid-ossp" is new
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

-- 27. function check_last_admin() is new
CREATE FUNCTION public.check_last_admin()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    is_guarded boolean;
    others integer;
begin
    if old.is_admin = true and new.is_admin = false then
        select prevent_removing_last_admin into is_guarded
        from conversation_policy where convo_id = new.convo_id;
        if is_guarded then
            select count(*) into others from members
            where convo_id = new.convo_id and is_admin = true
              and left_at is null and member_did <> new.member_did;
            if others = 0 then
                raise exception 'Cannot demote last admin in conversation. Promote another member to admin first.';
            end if;
        end if;
    end if;
    return new;
end;
$$;

-- 28. function cleanup_expired_idempotency_cache() is new
CREATE FUNCTION public.cleanup_expired_idempotency_cache()
    RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
    batch_limit constant integer := 5000;
    pause constant double precision := 0.02;
    batch integer;
    total integer := 0;
begin
    loop
        with gone as (
            delete from idempotency_cache
            where ctid in (select ctid from idempotency_cache where expires_at < now() limit batch_limit)
            returning 1)
        select count(*) into batch from gone;
        exit when batch = 0;
        total := total + batch;
        perform pg_sleep(pause);
    end loop;
    return total;
end;
$$;

-- 29. function create_default_policy() is new
CREATE FUNCTION public.create_default_policy()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into conversation_policy (
        convo_id, created_by_did,
        allow_external_commits, require_invite_for_join, allow_rejoin,
        rejoin_window_days, prevent_removing_last_admin)
    values (new.id, new.creator_did, true, false, true, 30, true)
    on conflict (convo_id) do nothing;
    return new;
end;
$$;

-- 30. function promote_creator_to_admin() is new
CREATE FUNCTION public.promote_creator_to_admin()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    update members set is_admin = true
    where convo_id = new.id and member_did = new.creator_did;
    return new;
end;
$$;

-- 31. function update_conversation_timestamp() is new
CREATE FUNCTION public.update_conversation_timestamp()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    update conversations set updated_at = now() where id = new.convo_id;
    return new;
end;
$$;

-- 32. table admin_actions is new
CREATE TABLE public.admin_actions (
    id text NOT NULL,
    convo_id text NOT NULL,
    actor_did text NOT NULL,
    action text NOT NULL,
    target_did text,
    reason text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT admin_actions_pkey PRIMARY KEY (id),
    CONSTRAINT admin_actions_action_check CHECK (action IN ('promote', 'demote', 'remove'))
);

-- 33. the comment of table admin_actions
COMMENT ON TABLE public.admin_actions IS 'Immutable audit log of all admin actions';

-- 34. the comment of column admin_actions.actor_did
COMMENT ON COLUMN public.admin_actions.actor_did IS 'DID of admin who performed the action';

-- 35. the comment of column admin_actions.action
COMMENT ON COLUMN public.admin_actions.action IS 'Type of action: promote, demote, or remove';

-- 36. the comment of column admin_actions.target_did
COMMENT ON COLUMN public.admin_actions.target_did IS 'DID of member affected by the action';

-- 37. the comment of column admin_actions.reason
COMMENT ON COLUMN public.admin_actions.reason IS 'Optional justification for the action';

-- 38. the comment of table blobs
COMMENT ON TABLE public.blobs IS 'Future: Encrypted attachment storage on Cloudflare R2';

-- 39. table bsky_blocks is new
CREATE TABLE public.bsky_blocks (
    user_did text NOT NULL,
    target_did text NOT NULL,
    source text DEFAULT 'bsky' NOT NULL,
    synced_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT bsky_blocks_pkey PRIMARY KEY (user_did, target_did)
);

-- 40. the comment of table bsky_blocks
COMMENT ON TABLE public.bsky_blocks IS 'Bluesky block relationships synced from AT Protocol';

-- 41. the comment of column bsky_blocks.user_did
COMMENT ON COLUMN public.bsky_blocks.user_did IS 'DID of user who blocked (blocker)';

-- 42. the comment of column bsky_blocks.target_did
COMMENT ON COLUMN public.bsky_blocks.target_did IS 'DID of user who was blocked';

-- 43. the comment of column bsky_blocks.source
COMMENT ON COLUMN public.bsky_blocks.source IS 'Source of block: bsky (synced from Bluesky) or manual';

-- 44. the comment of column bsky_blocks.synced_at
COMMENT ON COLUMN public.bsky_blocks.synced_at IS 'When this block was last synced from Bluesky';

-- 45. table conversation_policy is new
CREATE TABLE public.conversation_policy (
    convo_id text NOT NULL,
    allow_external_commits boolean DEFAULT TRUE NOT NULL,
    require_invite_for_join boolean DEFAULT FALSE NOT NULL,
    allow_rejoin boolean DEFAULT TRUE NOT NULL,
    rejoin_window_days integer DEFAULT 30 NOT NULL,
    prevent_removing_last_admin boolean DEFAULT TRUE NOT NULL,
    created_by_did text NOT NULL,
    updated_by_did text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT conversation_policy_pkey PRIMARY KEY (convo_id),
    CONSTRAINT conversation_policy_rejoin_window_days_check CHECK (rejoin_window_days >= 0)
);

-- 46. the comment of table conversation_policy
COMMENT ON TABLE public.conversation_policy IS 'Per-conversation policies for external commits, invites, and rejoin';

-- 47. the comment of column conversation_policy.allow_external_commits
COMMENT ON COLUMN public.conversation_policy.allow_external_commits IS 'Master switch - if false, ALL external commits rejected regardless of other settings';

-- 48. the comment of column conversation_policy.require_invite_for_join
COMMENT ON COLUMN public.conversation_policy.require_invite_for_join IS 'If true, external commits from non-members require valid invite PSK';

-- 49. the comment of column conversation_policy.allow_rejoin
COMMENT ON COLUMN public.conversation_policy.allow_rejoin IS 'If true, former members can rejoin via external commit with rejoin PSK';

-- 50. the comment of column conversation_policy.rejoin_window_days
COMMENT ON COLUMN public.conversation_policy.rejoin_window_days IS 'Days after leaving that rejoin is allowed (0 = unlimited)';

-- 51. the comment of table conversations
COMMENT ON TABLE public.conversations IS 'MLS group conversations with E2EE support';

-- 52. table devices is new
CREATE TABLE public.devices (
    id text DEFAULT gen_random_uuid()::text NOT NULL,
    user_did text NOT NULL,
    device_id text NOT NULL,
    device_name text,
    credential_did text NOT NULL,
    signature_public_key text,
    device_uuid text,
    registered_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    platform text,
    app_version text,
    push_token text,
    push_token_updated_at timestamp with time zone,
    CONSTRAINT devices_pkey PRIMARY KEY (id),
    CONSTRAINT devices_credential_did_key UNIQUE (credential_did),
    CONSTRAINT devices_user_did_device_id_key UNIQUE (user_did, device_id),
    CONSTRAINT devices_user_did_signature_public_key_key UNIQUE (user_did, signature_public_key)
);

-- 53. the comment of table devices
COMMENT ON TABLE public.devices IS 'Multi-device registry tracking all devices per user';

-- 54. the comment of column devices.user_did
COMMENT ON COLUMN public.devices.user_did IS 'User DID (did:plc:user)';

-- 55. the comment of column devices.device_id
COMMENT ON COLUMN public.devices.device_id IS 'Unique device identifier (UUID)';

-- 56. the comment of column devices.device_name
COMMENT ON COLUMN public.devices.device_name IS 'Human-readable device name (e.g., "Josh''s iPhone")';

-- 57. the comment of column devices.credential_did
COMMENT ON COLUMN public.devices.credential_did IS 'Device-specific MLS DID (did:plc:user#device-uuid)';

-- 58. the comment of column devices.signature_public_key
COMMENT ON COLUMN public.devices.signature_public_key IS 'Device signature public key for identity verification';

-- 59. the comment of column devices.device_uuid
COMMENT ON COLUMN public.devices.device_uuid IS 'Optional vendor device UUID (e.g., iOS identifierForVendor)';

-- 60. the comment of column devices.push_token
COMMENT ON COLUMN public.devices.push_token IS 'APNs device token (hex-encoded) for push notifications';

-- 61. the comment of column devices.push_token_updated_at
COMMENT ON COLUMN public.devices.push_token_updated_at IS 'Timestamp when push_token was last updated';

-- 62. the comment of table envelopes
COMMENT ON TABLE public.envelopes IS 'Message delivery tracking - server knows recipients from members table, not from ciphertext';

-- 63. the comment of table event_stream
COMMENT ON TABLE public.event_stream IS 'Realtime event stream for SSE (Server-Sent Events) delivery';

-- 64. table idempotency_cache is new
CREATE TABLE public.idempotency_cache (
    endpoint text NOT NULL,
    key text NOT NULL,
    response_body jsonb NOT NULL,
    status_code integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT idempotency_cache_pkey PRIMARY KEY (key)
);

-- 65. the comment of table idempotency_cache
COMMENT ON TABLE public.idempotency_cache IS 'Cache for idempotent API operations (24 hour retention)';

-- 66. table invites is new
CREATE TABLE public.invites (
    id text NOT NULL,
    convo_id text NOT NULL,
    created_by_did text NOT NULL,
    target_did text,
    psk_hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    max_uses integer,
    uses_count integer DEFAULT 0 NOT NULL,
    revoked boolean DEFAULT FALSE NOT NULL,
    revoked_at timestamp with time zone,
    revoked_by_did text,
    CONSTRAINT invites_pkey PRIMARY KEY (id),
    CONSTRAINT invites_psk_hash_check CHECK (length(psk_hash) = 64),
    CONSTRAINT invites_max_uses_check CHECK (max_uses IS NULL OR max_uses > 0),
    CONSTRAINT invites_uses_count_check CHECK (uses_count >= 0),
    CONSTRAINT invites_check CHECK (max_uses IS NULL OR uses_count <= max_uses),
    CONSTRAINT invites_check1 CHECK (NOT revoked OR revoked AND revoked_at IS NOT NULL AND revoked_by_did IS NOT NULL),
    CONSTRAINT invites_psk_hash_check1 CHECK (psk_hash ~ '^[0-9a-f]+$')
);

-- 67. the comment of table invites
COMMENT ON TABLE public.invites IS 'Invite links for joining groups via external commit + PSK proof';

-- 68. the comment of column invites.target_did
COMMENT ON COLUMN public.invites.target_did IS 'If set, invite only valid for this specific DID (NULL = open invite)';

-- 69. the comment of column invites.psk_hash
COMMENT ON COLUMN public.invites.psk_hash IS 'SHA256 hash of invite PSK - server stores hash only, client provides plaintext PSK in external commit';

-- 70. the comment of table key_packages
COMMENT ON TABLE public.key_packages IS 'Pool of MLS KeyPackages for adding members and automatic rejoin';

-- 71. the comment of table members
COMMENT ON TABLE public.members IS 'Conversation membership with admin privileges and rejoin support';

-- 72. table message_recipients is new
CREATE TABLE public.message_recipients (
    message_id text NOT NULL,
    recipient_did text NOT NULL,
    delivered_at timestamp with time zone,
    CONSTRAINT message_recipients_pkey PRIMARY KEY (message_id, recipient_did)
);

-- 73. the comment of table messages
COMMENT ON TABLE public.messages IS 'Encrypted MLS messages with metadata privacy features';

-- 74. table pending_welcomes is new
CREATE TABLE public.pending_welcomes (
    id text NOT NULL,
    convo_id text NOT NULL,
    target_did text NOT NULL,
    welcome_message bytea,
    commit_message bytea,
    created_by_did text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    consumed_at timestamp with time zone,
    CONSTRAINT pending_welcomes_pkey PRIMARY KEY (id)
);

-- 75. the comment of table pending_welcomes
COMMENT ON TABLE public.pending_welcomes IS 'Server-orchestrated Welcome delivery for automatic rejoin (2-5 second flow)';

-- 76. the comment of column pending_welcomes.target_did
COMMENT ON COLUMN public.pending_welcomes.target_did IS 'DID of member who needs to rejoin (lost MLS state but still in DB)';

-- 77. the comment of column pending_welcomes.created_by_did
COMMENT ON COLUMN public.pending_welcomes.created_by_did IS 'DID of any online member who generated the Welcome';

-- 78. table rejoin_requests is new
CREATE TABLE public.rejoin_requests (
    id text NOT NULL,
    convo_id text NOT NULL,
    member_did text NOT NULL,
    auto_approved boolean NOT NULL,
    reason text NOT NULL,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT rejoin_requests_pkey PRIMARY KEY (id)
);

-- 79. the comment of table rejoin_requests
COMMENT ON TABLE public.rejoin_requests IS 'Audit trail for automatic rejoin approvals';

-- 80. table reports is new
CREATE TABLE public.reports (
    id text NOT NULL,
    convo_id text NOT NULL,
    reporter_did text NOT NULL,
    reported_did text NOT NULL,
    category text NOT NULL,
    encrypted_content bytea NOT NULL,
    message_ids text[],
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    status text DEFAULT 'pending' NOT NULL,
    resolved_by_did text,
    resolved_at timestamp with time zone,
    resolution_action text,
    resolution_notes text,
    CONSTRAINT reports_pkey PRIMARY KEY (id),
    CONSTRAINT reports_category_check CHECK (category IN ('harassment', 'spam', 'hate_speech', 'violence', 'sexual_content', 'impersonation', 'privacy_violation', 'other')),
    CONSTRAINT reports_status_check CHECK (status IN ('pending', 'resolved', 'dismissed')),
    CONSTRAINT reports_resolution_action_check CHECK (resolution_action IN ('removed_member', 'dismissed', 'no_action'))
);

-- 81. the comment of table reports
COMMENT ON TABLE public.reports IS 'E2EE member reports - content encrypted with MLS group key, only admins decrypt';

-- 82. the comment of column reports.category
COMMENT ON COLUMN public.reports.category IS 'Report category: harassment, spam, hate_speech, violence, sexual_content, impersonation, privacy_violation, other';

-- 83. the comment of column reports.encrypted_content
COMMENT ON COLUMN public.reports.encrypted_content IS 'Encrypted report details (reason, evidence) - uses MLS group key (max 50KB)';

-- 84. the comment of column reports.message_ids
COMMENT ON COLUMN public.reports.message_ids IS 'Array of message IDs referenced in report (max 20)';

-- 85. the comment of column reports.resolution_action
COMMENT ON COLUMN public.reports.resolution_action IS 'Action taken: removed_member, dismissed, or no_action';

-- 86. the comment of column reports.resolution_notes
COMMENT ON COLUMN public.reports.resolution_notes IS 'Admin notes on resolution (max 1000 chars enforced by application)';

-- 87. table schema_version is new
CREATE TABLE public.schema_version (
    version integer NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL,
    description text,
    CONSTRAINT schema_version_pkey PRIMARY KEY (version)
);

-- 88. the comment of table schema_version
COMMENT ON TABLE public.schema_version IS 'Database schema version tracking';

-- 89. table users is new
CREATE TABLE public.users (
    did text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone,
    CONSTRAINT users_pkey PRIMARY KEY (did)
);

-- 90. the comment of table users
COMMENT ON TABLE public.users IS 'Minimal user table - full identity/profile data lives in AT Protocol';

-- 91. table welcome_messages is new
CREATE TABLE public.welcome_messages (
    id text NOT NULL,
    convo_id text NOT NULL,
    recipient_did text NOT NULL,
    welcome_data bytea NOT NULL,
    key_package_hash bytea,
    created_by_did text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    consumed boolean DEFAULT FALSE NOT NULL,
    consumed_at timestamp with time zone,
    CONSTRAINT welcome_messages_pkey PRIMARY KEY (id)
);

-- 92. the comment of table welcome_messages
COMMENT ON TABLE public.welcome_messages IS 'MLS Welcome messages for joining or automatic rejoin after app deletion';

-- 93. the comment of column welcome_messages.created_by_did
COMMENT ON COLUMN public.welcome_messages.created_by_did IS 'DID of member who generated this Welcome (for automatic rejoin)';

-- 94. column blobs.content_type gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on blobs; reads every row; writes every row anew
UPDATE public.blobs SET content_type = 'application/octet-stream' WHERE content_type IS NULL;

-- 95. column blobs.content_type takes no NULL any more; ACCESS EXCLUSIVE on blobs; reads every row; fails if a row does not fit
ALTER TABLE public.blobs ALTER COLUMN content_type SET NOT NULL;

-- 96. column blobs.ref_count is new; ACCESS EXCLUSIVE on blobs
ALTER TABLE public.blobs ADD COLUMN ref_count integer DEFAULT 1 NOT NULL;

-- 97. the comment of column conversations.current_epoch
COMMENT ON COLUMN public.conversations.current_epoch IS 'Current MLS epoch number, increments with each group state change';

-- 98. column conversations.description is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN description text;

-- 99. column conversations.group_id is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN group_id text;

-- 100. column conversations.cipher_suite is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN cipher_suite text;

-- 101. the comment of column conversations.cipher_suite
COMMENT ON COLUMN public.conversations.cipher_suite IS 'MLS cipher suite (e.g., MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519)';

-- 102. column conversations.idempotency_key is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN idempotency_key text;

-- 103. column conversations.group_info is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN group_info bytea;

-- 104. the comment of column conversations.group_info
COMMENT ON COLUMN public.conversations.group_info IS 'Cached MLS GroupInfo object for external commit joins. Updated after each epoch change.';

-- 105. column conversations.group_info_updated_at is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN group_info_updated_at timestamp with time zone;

-- 106. the comment of column conversations.group_info_updated_at
COMMENT ON COLUMN public.conversations.group_info_updated_at IS 'Timestamp when the GroupInfo was last updated. Used to determine freshness (5 minute TTL).';

-- 107. column conversations.group_info_epoch is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN group_info_epoch integer;

-- 108. the comment of column conversations.group_info_epoch
COMMENT ON COLUMN public.conversations.group_info_epoch IS 'The epoch number corresponding to the cached GroupInfo object.';

-- 109. column key_packages.id has another type; ACCESS EXCLUSIVE on key_packages; writes every row anew; fails if a row does not fit
ALTER TABLE public.key_packages ALTER COLUMN id DROP DEFAULT, ALTER COLUMN id TYPE text USING (id::text);

-- 110. sequence key_packages_id_seq is no longer in the schema
DROP SEQUENCE public.key_packages_id_seq;

-- 111. column key_packages.device_id is new; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages ADD COLUMN device_id text;

-- 112. column key_packages.credential_did is new; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages ADD COLUMN credential_did text;

-- 113. column key_packages.key_package_hash is new; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages ADD COLUMN key_package_hash text;

-- 114. column key_packages.key_package_hash gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on key_packages; reads every row; writes every row anew
UPDATE public.key_packages SET key_package_hash = encode(sha256(key_package), 'hex') WHERE key_package_hash IS NULL;

-- 115. column key_packages.key_package_hash takes no NULL any more; ACCESS EXCLUSIVE on key_packages; reads every row; fails if a row does not fit
ALTER TABLE public.key_packages ALTER COLUMN key_package_hash SET NOT NULL;

-- 116. column key_packages.expires_at has another default; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages ALTER COLUMN expires_at SET DEFAULT (now() + interval '30 days');

-- 117. the comment of column key_packages.consumed_at
COMMENT ON COLUMN public.key_packages.consumed_at IS 'NULL = available, NOT NULL = already used';

-- 118. column key_packages.consumed_by_convo is new; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages ADD COLUMN consumed_by_convo text;

-- 119. the comment of column key_packages.consumed_by_convo
COMMENT ON COLUMN public.key_packages.consumed_by_convo IS 'Which conversation consumed this KeyPackage';

-- 120. column key_packages.consumed_for_convo_id is new; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages ADD COLUMN consumed_for_convo_id text;

-- 121. column key_packages.consumed_by_device_id is new; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages ADD COLUMN consumed_by_device_id text;

-- 122. column key_packages.reserved_at is new; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages ADD COLUMN reserved_at timestamp with time zone;

-- 123. column key_packages.reserved_by_convo is new; ACCESS EXCLUSIVE on key_packages
ALTER TABLE public.key_packages ADD COLUMN reserved_by_convo text;

-- 124. the comment of column members.member_did
COMMENT ON COLUMN public.members.member_did IS 'Device-specific MLS DID (e.g., did:plc:abc123#device-xyz) - each device has unique MLS identity';

-- 125. column members.user_did is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN user_did text;

-- 126. the comment of column members.user_did
COMMENT ON COLUMN public.members.user_did IS 'Base user DID without device suffix (e.g., did:plc:abc123) - links devices to same user';

-- 127. column members.device_id is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN device_id text;

-- 128. the comment of column members.device_id
COMMENT ON COLUMN public.members.device_id IS 'Device identifier extracted from member_did fragment (e.g., "device-xyz")';

-- 129. column members.device_name is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN device_name text;

-- 130. the comment of column members.device_name
COMMENT ON COLUMN public.members.device_name IS 'Human-readable device name (e.g., "iPhone 15 Pro", "MacBook Air") for UI display';

-- 131. column members.leaf_index is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN leaf_index integer;

-- 132. the comment of column members.leaf_index
COMMENT ON COLUMN public.members.leaf_index IS 'MLS leaf index in ratchet tree (NULL if not yet joined group state)';

-- 133. column members.is_admin is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN is_admin boolean DEFAULT FALSE NOT NULL;

-- 134. the comment of column members.is_admin
COMMENT ON COLUMN public.members.is_admin IS 'Whether this member has admin privileges (encrypted roster distributed via MLS)';

-- 135. column members.promoted_at is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN promoted_at timestamp with time zone;

-- 136. the comment of column members.promoted_at
COMMENT ON COLUMN public.members.promoted_at IS 'When member was promoted to admin (NULL if creator or not admin)';

-- 137. column members.promoted_by_did is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN promoted_by_did text;

-- 138. the comment of column members.promoted_by_did
COMMENT ON COLUMN public.members.promoted_by_did IS 'DID of admin who promoted this member (NULL if creator or not admin)';

-- 139. column members.needs_rejoin is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN needs_rejoin boolean DEFAULT FALSE NOT NULL;

-- 140. the comment of column members.needs_rejoin
COMMENT ON COLUMN public.members.needs_rejoin IS 'True if member deleted app and needs automatic Welcome delivery';

-- 141. column members.rejoin_requested_at is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN rejoin_requested_at timestamp with time zone;

-- 142. column members.rejoin_key_package_hash is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN rejoin_key_package_hash text;

-- 143. column members.rejoin_auto_approved is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN rejoin_auto_approved boolean;

-- 144. column members.rejoin_psk_hash is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN rejoin_psk_hash text;

-- 145. the comment of column members.rejoin_psk_hash
COMMENT ON COLUMN public.members.rejoin_psk_hash IS 'SHA256 hash of rejoin PSK - proves "I was a member" for database compromise protection';

-- 146. column messages.sender_did takes NULL; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ALTER COLUMN sender_did DROP NOT NULL;

-- 147. the comment of column messages.sender_did
COMMENT ON COLUMN public.messages.sender_did IS 'Verified sender DID from JWT (server-provided, NEVER trust client input)';

-- 148. column messages.epoch has another type; ACCESS EXCLUSIVE on messages; writes every row anew
ALTER TABLE public.messages ALTER COLUMN epoch TYPE bigint;

-- 149. column messages.epoch has another default; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ALTER COLUMN epoch SET DEFAULT 0;

-- 150. column messages.seq has another type; ACCESS EXCLUSIVE on messages; writes every row anew
ALTER TABLE public.messages ALTER COLUMN seq TYPE bigint;

-- 151. column messages.seq has another default; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ALTER COLUMN seq SET DEFAULT 0;

-- 152. column messages.msg_id is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN msg_id text;

-- 153. the comment of column messages.msg_id
COMMENT ON COLUMN public.messages.msg_id IS 'Client-generated ULID for deduplication. MUST be included in MLS message AAD.';

-- 154. column messages.padded_size is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN padded_size integer;

-- 155. the comment of column messages.padded_size
COMMENT ON COLUMN public.messages.padded_size IS 'Padded ciphertext size. Must be 512, 1024, 2048, 4096, 8192, or multiples of 8192 up to 10MB. Original size encrypted inside MLS ciphertext for privacy.';

-- 156. column messages.received_bucket_ts is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN received_bucket_ts bigint;

-- 157. the comment of column messages.received_bucket_ts
COMMENT ON COLUMN public.messages.received_bucket_ts IS 'Unix timestamp quantized to 2-second buckets for traffic analysis resistance';

-- 158. column messages.expires_at has another default; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ALTER COLUMN expires_at DROP DEFAULT;

-- 159. column messages.expires_at takes NULL; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ALTER COLUMN expires_at DROP NOT NULL;

-- 160. column messages.idempotency_key is new; ACCESS EXCLUSIVE on messages
ALTER TABLE public.messages ADD COLUMN idempotency_key text;

-- 161. unique conversations.conversations_idempotency_key_key is new; ACCESS EXCLUSIVE on conversations; reads every row; fails if a row does not fit
ALTER TABLE public.conversations ADD CONSTRAINT conversations_idempotency_key_key UNIQUE (idempotency_key);

-- 162. check members.check_rejoin_psk_hash_format is new; ACCESS EXCLUSIVE on members; reads every row; fails if a row does not fit
ALTER TABLE public.members ADD CONSTRAINT check_rejoin_psk_hash_format CHECK (rejoin_psk_hash IS NULL OR length(rejoin_psk_hash) = 64 AND rejoin_psk_hash ~ '^[0-9a-f]+$');

-- 163. index admin_actions.idx_admin_actions_actor is new
CREATE INDEX idx_admin_actions_actor ON public.admin_actions (actor_did, created_at DESC);

-- 164. index admin_actions.idx_admin_actions_convo is new
CREATE INDEX idx_admin_actions_convo ON public.admin_actions (convo_id, created_at DESC);

-- 165. index admin_actions.idx_admin_actions_target is new
CREATE INDEX idx_admin_actions_target ON public.admin_actions (target_did) WHERE target_did IS NOT NULL;

-- 166. index blobs.idx_blobs_ref_count is new; SHARE on blobs; reads every row
CREATE INDEX idx_blobs_ref_count ON public.blobs (ref_count) WHERE ref_count = 0;

-- 167. index bsky_blocks.idx_bsky_blocks_target is new
CREATE INDEX idx_bsky_blocks_target ON public.bsky_blocks (target_did);

-- 168. index bsky_blocks.idx_bsky_blocks_user is new
CREATE INDEX idx_bsky_blocks_user ON public.bsky_blocks (user_did);

-- 169. index conversation_policy.idx_conversation_policy_external_commits is new
CREATE INDEX idx_conversation_policy_external_commits ON public.conversation_policy (allow_external_commits);

-- 170. index conversation_policy.idx_conversation_policy_updated is new
CREATE INDEX idx_conversation_policy_updated ON public.conversation_policy (updated_at DESC);

-- 171. index conversations.idx_conversations_group_id is new; SHARE on conversations; reads every row
CREATE INDEX idx_conversations_group_id ON public.conversations (group_id) WHERE group_id IS NOT NULL;

-- 172. index conversations.idx_conversations_group_info_updated is new; SHARE on conversations; reads every row
CREATE INDEX idx_conversations_group_info_updated ON public.conversations (id, group_info_updated_at DESC) WHERE group_info IS NOT NULL;

-- 173. index conversations.idx_conversations_updated is new; SHARE on conversations; reads every row
CREATE INDEX idx_conversations_updated ON public.conversations (updated_at DESC);

-- 174. index cursors.idx_cursors_user is new; SHARE on cursors; reads every row
CREATE INDEX idx_cursors_user ON public.cursors (user_did);

-- 175. index devices.idx_devices_active is new
CREATE INDEX idx_devices_active ON public.devices (user_did, last_seen_at DESC);

-- 176. index devices.idx_devices_credential_did is new
CREATE INDEX idx_devices_credential_did ON public.devices (credential_did);

-- 177. index devices.idx_devices_device_uuid is new
CREATE INDEX idx_devices_device_uuid ON public.devices (device_uuid) WHERE device_uuid IS NOT NULL;

-- 178. index devices.idx_devices_user_did is new
CREATE INDEX idx_devices_user_did ON public.devices (user_did);

-- 179. index envelopes.idx_envelopes_convo makes room for what it becomes; ACCESS EXCLUSIVE on envelopes
DROP INDEX public.idx_envelopes_convo;

-- 180. index envelopes.idx_envelopes_convo has changed; SHARE on envelopes; reads every row
CREATE INDEX idx_envelopes_convo ON public.envelopes (convo_id);

-- 181. index envelopes.idx_envelopes_created is new; SHARE on envelopes; reads every row
CREATE INDEX idx_envelopes_created ON public.envelopes (created_at DESC);

-- 182. index envelopes.idx_envelopes_pending is new; SHARE on envelopes; reads every row
CREATE INDEX idx_envelopes_pending ON public.envelopes (recipient_did) WHERE delivered_at IS NULL;

-- 183. index envelopes.idx_envelopes_recipient makes room for what it becomes; ACCESS EXCLUSIVE on envelopes
DROP INDEX public.idx_envelopes_recipient;

-- 184. index envelopes.idx_envelopes_recipient has changed; SHARE on envelopes; reads every row
CREATE INDEX idx_envelopes_recipient ON public.envelopes (recipient_did);

-- 185. index event_stream.idx_event_stream_convo is new; SHARE on event_stream; reads every row
CREATE INDEX idx_event_stream_convo ON public.event_stream (convo_id, id);

-- 186. index event_stream.idx_event_stream_emitted makes room for what it becomes; ACCESS EXCLUSIVE on event_stream
DROP INDEX public.idx_event_stream_emitted;

-- 187. index event_stream.idx_event_stream_emitted has changed; SHARE on event_stream; reads every row
CREATE INDEX idx_event_stream_emitted ON public.event_stream (emitted_at DESC);

-- 188. index event_stream.idx_event_stream_type is new; SHARE on event_stream; reads every row
CREATE INDEX idx_event_stream_type ON public.event_stream (event_type, emitted_at);

-- 189. index idempotency_cache.idx_idempotency_cache_endpoint is new
CREATE INDEX idx_idempotency_cache_endpoint ON public.idempotency_cache (endpoint, created_at DESC);

-- 190. index idempotency_cache.idx_idempotency_cache_expires is new
CREATE INDEX idx_idempotency_cache_expires ON public.idempotency_cache (expires_at);

-- 191. index invites.idx_invites_active is new
CREATE INDEX idx_invites_active ON public.invites (convo_id, expires_at) WHERE revoked = FALSE AND (max_uses IS NULL OR uses_count < max_uses);

-- 192. index invites.idx_invites_convo is new
CREATE INDEX idx_invites_convo ON public.invites (convo_id);

-- 193. index invites.idx_invites_psk_hash is new
CREATE INDEX idx_invites_psk_hash ON public.invites (psk_hash);

-- 194. index invites.idx_invites_target is new
CREATE INDEX idx_invites_target ON public.invites (target_did) WHERE target_did IS NOT NULL;

-- 195. index key_packages.idx_key_packages_available makes room for what it becomes; ACCESS EXCLUSIVE on key_packages
DROP INDEX public.idx_key_packages_available;

-- 196. index key_packages.idx_key_packages_available has changed; SHARE on key_packages; reads every row
CREATE INDEX idx_key_packages_available ON public.key_packages (owner_did, cipher_suite, expires_at) WHERE consumed_at IS NULL;

-- 197. index key_packages.idx_key_packages_consumed_at is new; SHARE on key_packages; reads every row
CREATE INDEX idx_key_packages_consumed_at ON public.key_packages (owner_did, consumed_at DESC) WHERE consumed_at IS NOT NULL;

-- 198. index key_packages.idx_key_packages_hash is new; SHARE on key_packages; reads every row
CREATE INDEX idx_key_packages_hash ON public.key_packages (key_package_hash);

-- 199. index key_packages.idx_key_packages_hash_lookup is new; SHARE on key_packages; reads every row
CREATE INDEX idx_key_packages_hash_lookup ON public.key_packages (owner_did, key_package_hash) WHERE consumed_at IS NULL;

-- 200. index key_packages.idx_key_packages_owner is new; SHARE on key_packages; reads every row
CREATE INDEX idx_key_packages_owner ON public.key_packages (owner_did);

-- 201. index members.idx_members_admins is new; SHARE on members; reads every row
CREATE INDEX idx_members_admins ON public.members (convo_id, member_did) WHERE is_admin = TRUE AND left_at IS NULL;

-- 202. index members.idx_members_rejoin_pending is new; SHARE on members; reads every row
CREATE INDEX idx_members_rejoin_pending ON public.members (convo_id, member_did) WHERE needs_rejoin = TRUE;

-- 203. index members.idx_members_rejoin_psk is new; SHARE on members; reads every row
CREATE INDEX idx_members_rejoin_psk ON public.members (rejoin_psk_hash) WHERE rejoin_psk_hash IS NOT NULL;

-- 204. index message_recipients.idx_message_recipients_delivered is new
CREATE INDEX idx_message_recipients_delivered ON public.message_recipients (delivered_at);

-- 205. index message_recipients.idx_message_recipients_recipient is new
CREATE INDEX idx_message_recipients_recipient ON public.message_recipients (recipient_did);

-- 206. index messages.idx_messages_bucket_ts is new; SHARE on messages; reads every row
CREATE INDEX idx_messages_bucket_ts ON public.messages (convo_id, received_bucket_ts DESC) WHERE received_bucket_ts IS NOT NULL;

-- 207. index messages.idx_messages_expires makes room for what it becomes; ACCESS EXCLUSIVE on messages
DROP INDEX public.idx_messages_expires;

-- 208. index messages.idx_messages_expires has changed; SHARE on messages; reads every row
CREATE INDEX idx_messages_expires ON public.messages (expires_at) WHERE expires_at IS NOT NULL;

-- 209. index messages.idx_messages_idempotency_key is new; SHARE on messages; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX idx_messages_idempotency_key ON public.messages (idempotency_key) WHERE idempotency_key IS NOT NULL;

-- 210. index messages.idx_messages_msg_id is new; SHARE on messages; reads every row
CREATE INDEX idx_messages_msg_id ON public.messages (msg_id) WHERE msg_id IS NOT NULL;

-- 211. index messages.idx_messages_msg_id_dedup is new; SHARE on messages; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX idx_messages_msg_id_dedup ON public.messages (convo_id, msg_id) WHERE msg_id IS NOT NULL;

-- 212. index pending_welcomes.idx_pending_welcomes_convo is new
CREATE INDEX idx_pending_welcomes_convo ON public.pending_welcomes (convo_id) WHERE consumed_at IS NULL;

-- 213. index pending_welcomes.idx_pending_welcomes_target is new
CREATE INDEX idx_pending_welcomes_target ON public.pending_welcomes (target_did) WHERE consumed_at IS NULL;

-- 214. index rejoin_requests.idx_rejoin_requests_auto_approved is new
CREATE INDEX idx_rejoin_requests_auto_approved ON public.rejoin_requests (auto_approved, requested_at DESC);

-- 215. index rejoin_requests.idx_rejoin_requests_convo is new
CREATE INDEX idx_rejoin_requests_convo ON public.rejoin_requests (convo_id, requested_at DESC);

-- 216. index rejoin_requests.idx_rejoin_requests_member is new
CREATE INDEX idx_rejoin_requests_member ON public.rejoin_requests (member_did, requested_at DESC);

-- 217. index reports.idx_reports_category is new
CREATE INDEX idx_reports_category ON public.reports (category);

-- 218. index reports.idx_reports_convo is new
CREATE INDEX idx_reports_convo ON public.reports (convo_id);

-- 219. index reports.idx_reports_reported is new
CREATE INDEX idx_reports_reported ON public.reports (reported_did);

-- 220. index reports.idx_reports_reporter is new
CREATE INDEX idx_reports_reporter ON public.reports (reporter_did);

-- 221. index reports.idx_reports_status is new
CREATE INDEX idx_reports_status ON public.reports (status, created_at DESC);

-- 222. index users.idx_users_last_seen is new
CREATE INDEX idx_users_last_seen ON public.users (last_seen_at DESC);

-- 223. index welcome_messages.idx_welcome_messages_convo is new
CREATE INDEX idx_welcome_messages_convo ON public.welcome_messages (convo_id);

-- 224. index welcome_messages.idx_welcome_messages_hash is new
CREATE INDEX idx_welcome_messages_hash ON public.welcome_messages (key_package_hash) WHERE key_package_hash IS NOT NULL;

-- 225. index welcome_messages.idx_welcome_messages_recipient is new
CREATE INDEX idx_welcome_messages_recipient ON public.welcome_messages (recipient_did, consumed);

-- 226. index welcome_messages.idx_welcome_messages_unique is new
CREATE UNIQUE INDEX idx_welcome_messages_unique ON public.welcome_messages (convo_id, recipient_did, COALESCE(key_package_hash, '\x00'::bytea)) WHERE consumed = FALSE;

-- 227. foreign key admin_actions.admin_actions_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.admin_actions ADD CONSTRAINT admin_actions_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 228. foreign key conversation_policy.conversation_policy_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.conversation_policy ADD CONSTRAINT conversation_policy_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 229. foreign key devices.devices_user_did_fkey is new
ALTER TABLE public.devices ADD CONSTRAINT devices_user_did_fkey FOREIGN KEY (user_did) REFERENCES public.users (did) ON DELETE CASCADE;

-- 230. foreign key invites.invites_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.invites ADD CONSTRAINT invites_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- rows that the schema now asks for, and what the columns that go still say
INSERT INTO public.users (did) SELECT DISTINCT owner_did FROM public.key_packages;
UPDATE public.key_packages SET consumed_at = created_at WHERE consumed AND consumed_at IS NULL;
UPDATE public.members AS m SET is_admin = true
    FROM public.conversations AS c WHERE c.id = m.convo_id AND c.creator_did = m.member_did;
INSERT INTO public.conversation_policy (convo_id, created_by_did)
    SELECT id, creator_did FROM public.conversations;

-- a message whose bytes lie elsewhere is fetched before its embed goes
SELECT 'message ' || id || ' is not stored here: fetch it from ' || embed_uri AS violation
    FROM public.messages WHERE ciphertext IS NULL LIMIT 1;

-- the bytes of a blob are moved to the bucket before their column goes
SELECT 'blob ' || key || ' has its bytes here: put them into the bucket and leave none' AS violation
    FROM public.blobs WHERE length(data) > 0 LIMIT 1;

-- 231. foreign key key_packages.key_packages_owner_did_fkey is new; SHARE ROW EXCLUSIVE on key_packages; reads every row; fails if a row does not fit
ALTER TABLE public.key_packages ADD CONSTRAINT key_packages_owner_did_fkey FOREIGN KEY (owner_did) REFERENCES public.users (did) ON DELETE CASCADE;

-- 232. foreign key message_recipients.message_recipients_message_id_fkey is new; SHARE ROW EXCLUSIVE on messages
ALTER TABLE public.message_recipients ADD CONSTRAINT message_recipients_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages (id) ON DELETE CASCADE;

-- 233. foreign key pending_welcomes.pending_welcomes_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.pending_welcomes ADD CONSTRAINT pending_welcomes_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 234. foreign key rejoin_requests.rejoin_requests_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.rejoin_requests ADD CONSTRAINT rejoin_requests_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 235. foreign key reports.reports_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.reports ADD CONSTRAINT reports_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 236. foreign key welcome_messages.welcome_messages_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.welcome_messages ADD CONSTRAINT welcome_messages_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 237. view active_invites is new
CREATE VIEW public.active_invites AS
select i.id, i.convo_id, i.created_by_did, i.target_did, i.created_at, i.expires_at, i.max_uses,
       i.uses_count,
       case when i.max_uses is not null then i.max_uses - i.uses_count else null end as remaining_uses,
       c.name as conversation_name
from invites i
join conversations c on i.convo_id = c.id
where i.revoked = false
  and (i.expires_at is null or i.expires_at > now())
  and (i.max_uses is null or i.uses_count < i.max_uses);

-- 238. the comment of view active_invites
COMMENT ON VIEW public.active_invites IS 'Shows all currently usable invites with remaining uses';

-- 239. view conversation_policy_summary is new
CREATE VIEW public.conversation_policy_summary AS
select c.id as convo_id, c.name as conversation_name, c.creator_did,
       p.allow_external_commits, p.require_invite_for_join, p.allow_rejoin,
       p.rejoin_window_days, p.prevent_removing_last_admin, p.updated_at as policy_updated_at,
       count(distinct m.member_did) filter (where m.left_at is null) as member_count,
       count(distinct m.member_did) filter (where m.is_admin = true and m.left_at is null) as admin_count,
       count(distinct i.id) filter (
           where i.revoked = false
             and (i.expires_at is null or i.expires_at > now())
             and (i.max_uses is null or i.uses_count < i.max_uses)) as active_invite_count
from conversations c
left join conversation_policy p on c.id = p.convo_id
left join members m on c.id = m.convo_id
left join invites i on c.id = i.convo_id
group by c.id, c.name, c.creator_did, p.allow_external_commits, p.require_invite_for_join,
         p.allow_rejoin, p.rejoin_window_days, p.prevent_removing_last_admin, p.updated_at;

-- 240. the comment of view conversation_policy_summary
COMMENT ON VIEW public.conversation_policy_summary IS 'Summary view of conversations with their policies and stats';

-- 241. trigger members.trigger_check_last_admin is new; SHARE ROW EXCLUSIVE on members
CREATE TRIGGER trigger_check_last_admin
    BEFORE UPDATE
    ON public.members
    FOR EACH ROW
    EXECUTE FUNCTION public.check_last_admin();

-- 242. trigger conversations.trigger_create_default_policy is new; SHARE ROW EXCLUSIVE on conversations
CREATE TRIGGER trigger_create_default_policy
    AFTER INSERT
    ON public.conversations
    FOR EACH ROW
    EXECUTE FUNCTION public.create_default_policy();

-- 243. trigger conversations.trigger_promote_creator is new; SHARE ROW EXCLUSIVE on conversations
CREATE TRIGGER trigger_promote_creator
    AFTER INSERT
    ON public.conversations
    FOR EACH ROW
    EXECUTE FUNCTION public.promote_creator_to_admin();

-- 244. trigger messages.trigger_update_conversation_timestamp is new; SHARE ROW EXCLUSIVE on messages
CREATE TRIGGER trigger_update_conversation_timestamp
    AFTER INSERT
    ON public.messages
    FOR EACH ROW
    EXECUTE FUNCTION public.update_conversation_timestamp();

-- 245. column blobs.data is no longer in the schema; ACCESS EXCLUSIVE on blobs; takes data away
ALTER TABLE public.blobs DROP COLUMN data;

-- 246. column blobs.uploaded_by_did is no longer in the schema; ACCESS EXCLUSIVE on blobs; takes data away
ALTER TABLE public.blobs DROP COLUMN uploaded_by_did;

-- 247. column blobs.convo_id is no longer in the schema; ACCESS EXCLUSIVE on blobs; takes data away
ALTER TABLE public.blobs DROP COLUMN convo_id;

-- 248. column conversations.cloudkit_zone_id is no longer in the schema; ACCESS EXCLUSIVE on conversations; takes data away
ALTER TABLE public.conversations DROP COLUMN cloudkit_zone_id;

-- 249. column conversations.storage_model is no longer in the schema; ACCESS EXCLUSIVE on conversations; takes data away
ALTER TABLE public.conversations DROP COLUMN storage_model;

-- 250. column envelopes.mailbox_provider is no longer in the schema; ACCESS EXCLUSIVE on envelopes; takes data away
ALTER TABLE public.envelopes DROP COLUMN mailbox_provider;

-- 251. column envelopes.cloudkit_zone is no longer in the schema; ACCESS EXCLUSIVE on envelopes; takes data away
ALTER TABLE public.envelopes DROP COLUMN cloudkit_zone;

-- 252. column key_packages.consumed is no longer in the schema; ACCESS EXCLUSIVE on key_packages; takes data away
ALTER TABLE public.key_packages DROP COLUMN consumed;

-- 253. column members.mailbox_provider is no longer in the schema; ACCESS EXCLUSIVE on members; takes data away
ALTER TABLE public.members DROP COLUMN mailbox_provider;

-- 254. column members.mailbox_zone is no longer in the schema; ACCESS EXCLUSIVE on members; takes data away
ALTER TABLE public.members DROP COLUMN mailbox_zone;

-- 255. column messages.content_type is no longer in the schema; ACCESS EXCLUSIVE on messages; takes data away
ALTER TABLE public.messages DROP COLUMN content_type;

-- 256. column messages.reply_to is no longer in the schema; ACCESS EXCLUSIVE on messages; takes data away
ALTER TABLE public.messages DROP COLUMN reply_to;

-- 257. column messages.embed_type is no longer in the schema; ACCESS EXCLUSIVE on messages; takes data away
ALTER TABLE public.messages DROP COLUMN embed_type;

-- 258. column messages.embed_uri is no longer in the schema; ACCESS EXCLUSIVE on messages; takes data away
ALTER TABLE public.messages DROP COLUMN embed_uri;

COMMIT;
