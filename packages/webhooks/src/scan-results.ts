import type { Envelope } from './events.ts'
import type { VulnerabilityScanResults } from './generated/payloads.ts'

/** What a scan found, in sum. */
export interface ScanResults extends VulnerabilityScanResults {
  /** Address of the package's scan results in the API. */
  vulnerability_scan_results_url?: string
}

/** Fields that mean the same wherever they stand; a `created_at` or `identifier` beside the context would be the package's. */
const anywhere = ['has_vulnerabilities', 'max_severity', 'num_vulnerabilities', 'vulnerability_scan_results_url'] as const
const ofContext = ['identifier', 'created_at', ...anywhere] as const

/**
 * What the scan of a `package.security_scanned` event found, wherever the payload has it: each field is taken from the context, then
 * from the package, then from the root. `undefined` where there is nothing: ask the API then, and do not take the package for clean.
 *
 * Where only the number of findings is sent, `has_vulnerabilities` follows from it.
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
