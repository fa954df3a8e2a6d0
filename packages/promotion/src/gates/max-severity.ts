import type { Vulnerability } from '@cloudsmith-sdk/client'
import { plural } from '../text/plural.ts'
import { describeFindings, factsOfFindings, remedyOf } from './describe-findings.ts'
import { type Found, findingsOf, openOf, refusedOf, waiversOf } from './findings.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/** The maximum number of findings for each severity. A severity that is omitted has no limit. */
export interface SeverityLimits {
  critical?: number | undefined
  high?: number | undefined
  medium?: number | undefined
  low?: number | undefined
  unknown?: number | undefined
  /** Who may waive the gate, and individual findings. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const

/** Blocks packages with more findings of a severity than allowed. Findings covered by a valid waiver do not count. */
export const maxSeverity = defineGate(
  'max-severity',
  ({ mayWaive, ...limits }: SeverityLimits) =>
    (knowledge) => {
      const findings = findingsOf(knowledge, mayWaive)
      if ('result' in findings) return findings
      const tooMany = exceeded(findings)
      const matter = findings.filter(({ finding }) => tooMany.includes(severityOf(finding)))
      const [open, still] = [openOf(matter), exceeded(openOf(findings))]
      // Findings within the limits need no waiver.
      if (still.length === 0) return pass(waiversOf(matter))
      const against = open.map(({ finding }) => finding).filter((finding) => still.includes(severityOf(finding)))
      const needed = Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)) as Record<
        string,
        number
      >
      const count = tally(openOf(findings))
      const numbers = still.map((severity) => `${plural(count[severity], findingOf(severity))} (${limits[severity]} allowed)`)
      return block({
        why: `it has ${numbers.join(' and ')}: ${describeFindings(against)}`,
        seen: { ...count, findings: factsOfFindings(against) },
        ...{ needed, mayWaive, refused: refusedOf(open) },
        remedy: remedyOf(against),
      })

      function exceeded(found: readonly Found[]) {
        const counted = tally(found)
        return severities.filter((severity) => counted[severity] > (limits[severity] ?? Number.POSITIVE_INFINITY))
      }
    },
  { needsFindings: true },
)

function tally(found: readonly Found[]): Record<Limited, number> {
  const count = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 }
  for (const { finding } of found) count[severityOf(finding)] += 1
  return count
}

const findingOf = (severity: Limited): string => (severity === 'unknown' ? 'finding of unknown severity' : `${severity} finding`)

type Limited = (typeof severities)[number]

const severityOf = ({ severity }: Vulnerability): Limited => severity.toLowerCase() as Limited
