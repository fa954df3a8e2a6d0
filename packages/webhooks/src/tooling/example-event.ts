import type { EventName, EventOf } from '../events.ts'
import type { Package } from '../generated/payloads.ts'
import { examplePackage } from './example-package.ts'

/** The fields of a package that differ from those of a finished one when an event is sent. */
const states: Partial<Record<EventName, Partial<Package>>> = {
  'package.created': { is_sync_awaiting: true, is_sync_completed: false, is_sync_in_flight: true, sync_progress: 0 },
  'package.syncing': { is_sync_in_progress: true, is_sync_completed: false, is_sync_in_flight: true, sync_progress: 20 },
  'package.failed': {
    is_sync_completed: false,
    is_sync_failed: true,
    is_downloadable: false,
    status: 5,
    status_str: 'Failed',
    status_reason: 'The file is not a package of this format.',
  },
  'package.quarantined': { is_quarantined: true, is_downloadable: false, policy_violated: true, status_str: 'Quarantined' },
  'package.security_scanned': { security_scan_status: 'Scan Detected Vulnerabilities' },
}

const contexts: { [Name in EventName]?: object } = {
  'package.tags_updated': { old_tags: [], new_tags: ['release'] },
  'package.security_scanned': {
    vulnerability_scan_results: {
      identifier: 'sC4nR3sUlTs1d3nt',
      created_at: '2026-01-02T03:04:15.000000Z',
      has_vulnerabilities: true,
      max_severity: 'High',
      num_vulnerabilities: 2,
    },
  },
}

/**
 * Creates a complete, typed event for tests. Each has a new `trigger_id`, so that no receiver treats it as a duplicate.
 *
 * ```ts
 * const request = await signedRequest(exampleEvent('package.synced', { name: 'lodash' }), { key })
 * ```
 *
 * @param changes fields of the package that should differ from {@link examplePackage}; ignored for a `ping`, which has no package
 */
export function exampleEvent<Name extends EventName>(name: Name, changes: Partial<Package> = {}): EventOf<Name> {
  const event = {
    ...(name in contexts ? { context: structuredClone(contexts[name]) } : {}),
    data: name === 'ping' ? {} : examplePackage({ ...states[name], ...changes }),
    meta: {
      attempt_at: '2026-01-02T03:04:16.000000+00:00',
      event_at: '2026-01-02T03:04:15.000000+00:00',
      event_id: name,
      trigger_id: crypto.randomUUID(),
      webhook_id: 1,
    },
  }
  // TypeScript cannot infer the member of the union from the name; the tests check every name against the API description.
  return event as unknown as EventOf<Name>
}
