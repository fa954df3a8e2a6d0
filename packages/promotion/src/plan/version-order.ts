import { versionScheme } from '@cloudsmith-sdk/formats'
import type { Identity } from '../repository/identity.ts'

type Version = Pick<Identity, 'format' | 'version'>

/**
 * Compares two versions by the order of their format. Where it has none, or there are two formats, numbers in a text count as numbers: good
 * enough for a guess, not for a decision.
 *
 * @returns below zero where the first is lower
 */
export function compareVersions(a: Version, b: Version): number {
  const scheme = a.format === b.format ? versionScheme(a.format) : undefined
  return scheme === undefined ? byNumbers.compare(a.version, b.version) : scheme.compare(a.version, b.version)
}

const byNumbers = new Intl.Collator('en', { numeric: true })
