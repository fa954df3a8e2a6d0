import type { Envelope } from './events.ts'
import type { VulnerabilityScanResults } from './generated/payloads.ts'

/** Summary of a vulnerability scan. */
export interface ScanResults extends VulnerabilityScanResults {
  /** URL of the package's scan results in the API. */
  vulnerability_scan_results_url?: string
}

/** Fields that have the same meaning everywhere. Outside the context, `created_at` and `identifier` belong to the package. */
const anywhere = ['has_vulnerabilities', 'max_severity', 'num_vulnerabilities', 'vulnerability_scan_results_url'] as const
const ofContext = ['identifier', 'created_at', ...anywhere] as const

/**
 * Reads the scan results of a `package.security_scanned` event, wherever the payload has them: each field is taken from the context, or else from
 * the package, or else from the root of the payload. Returns `undefined` if there are none: then query the API, and do not assume that the package
 * is clean.
 *
 * If only the number of vulnerabilities is sent, `has_vulnerabilities` is derived from it.
 */
export function scanResults(event: Envelope): ScanResults | undefined {
  const { context, data } = event as { context?: unknown; data?: unknown }
  const inContext = fieldsOf(fieldsOf(context).vulnerability_scan_results)
  const found: ScanResults = { ...pick(event, anywhere), ...pick(data, anywhere), ...pick(inContext, ofContext) }
  const { max_severity, num_vulnerabilities } = found
  if (num_vulnerabilities !== undefined) found.has_vulnerabilities ??= num_vulnerabilities > 0
  return found.has_vulnerabilities === undefined && max_severity === undefined ? undefined : found
}

function pick(source: unknown, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fieldsOf(source)).filter(([name, value]) => names.includes(name) && value != null))
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
