import type { Package } from '@cloudsmith-sdk/client'

/**
 * Whether a package failed because its repository has it already: such an entry is of no use to anybody, and the service says that it should
 * be deleted. There is no machine-readable reason, so its words are read.
 */
export const isDuplicate = (row: Package): boolean => row.is_sync_failed && /already exists/i.test(row.status_reason ?? '')

/** Whether to synchronise a failed package again can help. */
export const mayRecover = (row: Package): boolean =>
  row.is_sync_failed && !/package should be deleted|malicious content|could not parse/i.test(row.status_reason ?? '')
