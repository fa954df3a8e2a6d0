import { metricsOf } from './metrics.ts'
import { version2Score } from './version-2.ts'
import { version3Score } from './version-3.ts'
import { version4Score } from './version-4.ts'

/** A CVSS vector with its score, 0 to 10 with one decimal. */
export interface Cvss {
  readonly vector: string
  readonly score: number
}

/** The major versions of CVSS. Versions 3.0 and 3.1 give the same scores, except for rounding. */
export type CvssVersion = 2 | 3 | 4

/** Characters of a vector, at most: one of version 4 with all its metrics has fewer than 250. */
const longestVector = 500

/**
 * Scores a CVSS vector of version 2, 3.0, 3.1 or 4.0. For versions 2 and 3 this is the base score; for version 4 all metrics count.
 *
 * @returns undefined if it is not a complete vector
 */
export function cvssScore(vector: string): { version: CvssVersion; score: number } | undefined {
  if (vector.length > longestVector) return undefined
  const metrics = metricsOf(vector.replace(/^\(|\)$/g, ''))
  if (metrics === undefined) return undefined
  const version = versions.get(metrics.get('CVSS'))
  if (version === undefined) return undefined
  const score = { 2: version2Score, 3: version3Score, 4: version4Score }[version](metrics)
  return score === undefined ? undefined : { version, score }
}

/** Vectors of version 2 do not state their version. */
const versions = new Map<string | undefined, CvssVersion>([
  [undefined, 2],
  ['3.0', 3],
  ['3.1', 3],
  ['4.0', 4],
])
