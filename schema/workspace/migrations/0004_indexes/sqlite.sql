-- 0004 indexes of schema workspace, for SQLite
-- old programs: write
-- new programs: write

BEGIN;

-- 1. index admin_users.idx_admin_users_active is new; reads every row
CREATE INDEX idx_admin_users_active ON admin_users (role, last_login_at);

-- 2. index audit_logs.idx_audit_logs_recent is new; reads every row
CREATE INDEX idx_audit_logs_recent ON audit_logs (created_at DESC, user_id);

-- 3. index broadcast_deliveries.idx_broadcast_deliveries_failed is new; reads every row
CREATE INDEX idx_broadcast_deliveries_failed ON broadcast_deliveries (delivery_status, created_at) WHERE delivery_status IN ('failed', 'bounced');

-- 4. index broadcasts.idx_broadcasts_pending is new; reads every row
CREATE INDEX idx_broadcasts_pending ON broadcasts (send_status, scheduled_at) WHERE send_status IN ('scheduled', 'sending');

-- 5. index contacts.idx_contacts_active is new; reads every row
CREATE INDEX idx_contacts_active ON contacts (owner_user_id, last_interaction_at) WHERE last_interaction_at IS NOT NULL;

-- 6. index event_rsvps.idx_event_rsvps_confirmed is new; reads every row
CREATE INDEX idx_event_rsvps_confirmed ON event_rsvps (event_id, response) WHERE response = 'yes';

-- 7. index external_invites.idx_external_invites_active is new; reads every row
CREATE INDEX idx_external_invites_active ON external_invites (thread_id, status, expires_at) WHERE status = 'pending';

-- 8. index hosted_events.idx_hosted_events_upcoming is new; reads every row
CREATE INDEX idx_hosted_events_upcoming ON hosted_events (status, start_at) WHERE status = 'published';

-- 9. index inbox_items.idx_inbox_items_unread is new; reads every row
CREATE INDEX idx_inbox_items_unread ON inbox_items (user_id, is_read, created_at) WHERE is_read = 0 AND dismissed_at IS NULL;

-- 10. index lists.idx_lists_active is new; reads every row
CREATE INDEX idx_lists_active ON lists (owner_user_id, list_type, visibility);

-- 11. index rate_limit_logs.idx_rate_limit_logs_blocked is new; reads every row
CREATE INDEX idx_rate_limit_logs_blocked ON rate_limit_logs (is_blocked, window_end_at) WHERE is_blocked = 1;

-- 12. index relationships.idx_relationships_mutual is new; reads every row
CREATE INDEX idx_relationships_mutual ON relationships (user_id, related_user_id, closeness) WHERE visibility = 'mutual';

-- 13. index room_members.idx_room_members_active is new; reads every row
CREATE INDEX idx_room_members_active ON room_members (room_id, role, joined_at);

-- 14. index scheduling_threads.idx_scheduling_threads_active is new; reads every row
CREATE INDEX idx_scheduling_threads_active ON scheduling_threads (organizer_user_id, status, created_at) WHERE status IN ('draft', 'sent');

-- 15. index user_subscriptions.idx_user_subscriptions_active is new; reads every row
CREATE INDEX idx_user_subscriptions_active ON user_subscriptions (status, expires_at) WHERE status = 'active';

-- 16. index users.idx_users_active_lookup is new; reads every row
CREATE INDEX idx_users_active_lookup ON users (suspended, created_at) WHERE suspended = 0;

-- 17. index voice_commands.idx_voice_commands_recent is new; reads every row
CREATE INDEX idx_voice_commands_recent ON voice_commands (user_id, created_at DESC);

-- 18. index work_items.idx_work_items_room_visibility is new; reads every row
CREATE INDEX idx_work_items_room_visibility ON work_items (room_id, visibility) WHERE room_id IS NOT NULL;

-- 19. index work_items.idx_work_items_user_status is new; reads every row
CREATE INDEX idx_work_items_user_status ON work_items (user_id, status, start_at);

COMMIT;
