import type { Severity } from '@cloudsmith-sdk/client'
import { findingsOf } from './findings.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/** How many findings of each severity are allowed. What is left out has no limit. */
export interface SeverityLimits {
  critical?: number | undefined
  high?: number | undefined
  medium?: number | undefined
  low?: number | undefined
  unknown?: number | undefined
  /** Who may waive: the gate, and findings. Default: nobody may waive the gate, whoever is listed may waive findings. */
  mayWaive?: readonly string[] | undefined
}

const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const

/** Stops a package with more findings of a severity than allowed. Findings under a live waiver do not count. */
export const maxSeverity = defineGate(
  'max-severity',
  ({ mayWaive, ...limits }: SeverityLimits) =>
    (knowledge) => {
      const findings = findingsOf(knowledge, mayWaive)
      if ('result' in findings) return findings
      const seen = tally(findings.open.map(({ severity }) => severity))
      const exceeded = severities.filter((severity) => seen[severity] > (limits[severity] ?? Number.POSITIVE_INFINITY))
      if (exceeded.length === 0) return pass(findings.waived)
      const needed = Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)) as Record<
        string,
        number
      >
      return block({ why: `it has more ${exceeded.join(' and ')} findings than allowed`, seen, needed, mayWaive })
    },
  { needsFindings: true },
)

function tally(found: readonly Severity[]): Record<(typeof severities)[number], number> {
  const count = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 }
  for (const severity of found) count[severity.toLowerCase() as keyof typeof count] += 1
  return count
}
