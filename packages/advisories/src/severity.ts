import { type Cvss, type CvssVersion, cvssScore } from './cvss/index.ts'

/** Severities in the words of API v1, the most severe first. @see schema VulnerabilityScanResults */
export const severities = ['Critical', 'High', 'Medium', 'Low', 'Unknown'] as const

/** The severity of a finding, in the words of API v1. */
export type Severity = (typeof severities)[number]

/** The severity derived from vectors and words. */
export interface Rating {
  /** The most severe of all ratings. */
  readonly severity: Severity
  /** The highest score of each CVSS version. */
  readonly cvss: ReadonlyMap<CvssVersion, Cvss>
}

/** Words that databases use for severities. */
const words = new Map<string, Severity>([
  ['CRITICAL', 'Critical'],
  ['HIGH', 'High'],
  ['IMPORTANT', 'High'],
  ['MODERATE', 'Medium'],
  ['MEDIUM', 'Medium'],
  ['LOW', 'Low'],
  ['NEGLIGIBLE', 'Low'],
])

/** Rates by CVSS vectors and words of databases. The most severe rating counts, so that nothing is underestimated where they disagree. */
export function ratingOf(texts: readonly string[]): Rating {
  const cvss = new Map<CvssVersion, Cvss>()
  const found: Severity[] = ['Unknown']
  for (const text of texts) {
    const scored = cvssScore(text)
    if (scored === undefined) {
      found.push(words.get(text.toUpperCase()) ?? 'Unknown')
      continue
    }
    const { version, score } = scored
    found.push(severityOfScore(version, score))
    if (score > (cvss.get(version)?.score ?? -1)) cvss.set(version, { vector: text, score })
  }
  return { severity: found.reduce((a, b) => (compareSeverity(a, b) <= 0 ? a : b)), cvss }
}

/**
 * The score ranges of CVSS 3 and 4. Version 2 defines no critical range. A score of 0 (“none”) has no word in API v1.
 *
 * @see https://www.first.org/cvss/v3.1/specification-document section 5
 * @see https://nvd.nist.gov/vuln-metrics/cvss
 */
function severityOfScore(version: CvssVersion, score: number): Severity {
  if (score >= 9 && version !== 2) return 'Critical'
  if (score >= 7) return 'High'
  if (score >= 4) return 'Medium'
  return score > 0 ? 'Low' : 'Unknown'
}

/** Compares severities for sorting, the most severe first. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b)
}
