import { versionScheme } from '@cloudsmith-sdk/formats'
import type { Identity } from '../repository/identity.ts'

type Version = Pick<Identity, 'format' | 'version'>

/**
 * Compares two versions by the order of their format. If the format defines none, or the formats differ, it compares them as text in which
 * digits count as numbers: good enough for an estimate, but not for a decision.
 *
 * @returns a negative number if the first is lower
 */
export function compareVersions(a: Version, b: Version): number {
  const scheme = a.format === b.format ? versionScheme(a.format) : undefined
  return scheme === undefined ? byNumbers.compare(a.version, b.version) : scheme.compare(a.version, b.version)
}

const byNumbers = new Intl.Collator('en', { numeric: true })
