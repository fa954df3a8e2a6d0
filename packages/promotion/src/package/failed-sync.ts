import type { Package } from '@cloudsmith-sdk/client'

/**
 * Whether a package failed to synchronise because its repository already has it. Such an entry is useless, and the service advises deleting
 * it. The service gives no machine-readable reason, so this reads its message.
 */
export const isDuplicate = (row: Package): boolean => row.is_sync_failed && /already exists/i.test(row.status_reason ?? '')

/** Whether synchronising a failed package again can help. */
export const mayRecover = (row: Package): boolean =>
  row.is_sync_failed && !/package should be deleted|malicious content|could not parse/i.test(row.status_reason ?? '')
