import type { Advisory } from './advisory.ts'
import { cvss3BaseScore } from './cvss.ts'

/** Severities in the words of v1, the gravest first. @see schema VulnerabilityScanResults */
export const severities = ['Critical', 'High', 'Medium', 'Low', 'Unknown'] as const

/** How grave a finding is, in the words of v1. */
export type Severity = (typeof severities)[number]

/** A CVSS vector with its base score, 0 to 10. */
export interface Cvss {
  readonly vector: string
  readonly score: number
}

/** Words that databases use for a severity. */
const words: Readonly<Record<string, Severity>> = {
  CRITICAL: 'Critical',
  HIGH: 'High',
  MODERATE: 'Medium',
  MEDIUM: 'Medium',
  LOW: 'Low',
}

/** The advisory's first CVSS 3 vector with its score, where it has one. Other versions of CVSS are not computed. */
export function cvssOf(advisory: Advisory): Cvss | undefined {
  for (const vector of advisory.vectors) {
    const score = cvss3BaseScore(vector)
    if (score !== undefined) return { vector, score }
  }
  return undefined
}

/** The severity by the CVSS score where there is one, else by the database's own word, else `Unknown`. */
export function severityOf(advisory: Advisory): Severity {
  const cvss = cvssOf(advisory)
  return cvss === undefined ? (words[advisory.severity?.toUpperCase() ?? ''] ?? 'Unknown') : severityOfScore(cvss.score)
}

/** The CVSS 3.1 bands; a score of 0 ("none" there) has no word in v1. @see https://www.first.org/cvss/v3.1/specification-document section 5 */
function severityOfScore(score: number): Severity {
  if (score >= 9) return 'Critical'
  if (score >= 7) return 'High'
  if (score >= 4) return 'Medium'
  return score > 0 ? 'Low' : 'Unknown'
}

/** Orders severities, the gravest first. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b)
}
