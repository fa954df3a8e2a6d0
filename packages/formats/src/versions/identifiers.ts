import { compareDigits, compareLists, compareText, isDigits } from './order.ts'

/**
 * Compares pre-release labels as SemVer does: numbers come before words, and a missing identifier comes first.
 *
 * @see https://semver.org/#spec-item-11
 */
export const compareIdentifiers = (a: readonly string[], b: readonly string[]): number =>
  compareLists(a, b, compareIdentifier, '')

function compareIdentifier(a: string, b: string): number {
  if (a === '' || b === '') return a.length - b.length
  if (isDigits(a) !== isDigits(b)) return isDigits(a) ? -1 : 1
  return isDigits(a) ? compareDigits(a, b) : compareText(a, b)
}
