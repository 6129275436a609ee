/**
 * Subclasses of CUSTOM that the usual modules reserve when they are loaded. `event ALL` copies them, which matters
 * for a later `nixevent` (wire specification 3.7).
 */
export const RESERVED_SUBCLASSES: readonly string[] = [
  'conference::maintenance', 'conference::cdr', 'fifo::info', 'valet_parking::info', 'vm::maintenance',
  'sofia::register', 'sofia::pre_register', 'sofia::register_attempt', 'sofia::register_failure', 'sofia::unregister',
  'sofia::expire', 'sofia::gateway_state', 'sofia::gateway_add', 'sofia::gateway_delete', 'sofia::sip_user_state',
  'sofia::gateway_invalid_digest_req', 'sofia::notify_refer', 'sofia::notify_watched_header', 'sofia::reinvite',
  'sofia::error', 'sofia::profile_start', 'sofia::recovery_recv', 'sofia::recovery_send', 'sofia::recovery_recovered',
  'sofia::wrong_call_state', 'sofia::transferor', 'sofia::transferee', 'sofia::replaced', 'sofia::intercepted',
  'sofia::bye_response',
]
