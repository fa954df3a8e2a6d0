import { spelledOut } from '@cloudsmith-sdk/formats'
import { type Operator, type Pattern, plainText } from '@cloudsmith-sdk/search-language'
import { schemeOfFormat } from '../format/version-scheme.ts'
import { matcher } from './match-pattern.ts'

/**
 * Creates a test for versions. With anchors or wildcards, versions are compared as text; otherwise by the rules of their format, so `1.0` matches
 * `1.0.0` but not `1.0.1`. Values that are not versions in that format are compared as text, and have no order; this includes words such as
 * `SNAPSHOT`, which some formats would accept as a version. A trailing dot is ignored, as in the documentation's example `~=1.0.`.
 *
 * @see docs/service.md#search
 */
export function compileVersion(value: Pattern, operator: Operator = '='): (format: string, version: string) => boolean {
  const isLike = matcher(value)
  const wanted = plainText(value)?.replace(/(?<=\d)\.$/, '')
  if (wanted === undefined) return (_format, version) => isLike(version)
  if (!/^v?\d/i.test(wanted)) return (_format, version) => operator === '=' && isLike(version)
  return (format, version) => {
    const scheme = schemeOfFormat(format)
    const bound = spelledOut(scheme, wanted)
    if (!scheme.isVersion(bound) || !scheme.isVersion(version)) return operator === '=' && isLike(version)
    const order = scheme.compare(version, bound)
    return operator === '~=' ? order >= 0 && isCompatible(version, wanted) : satisfies(order, operator)
  }
}

/** Whether an order (negative, zero, positive) satisfies the operator. */
export function satisfies(order: number, operator: Operator): boolean {
  switch (operator) {
    case '=':
      return order === 0
    case '>':
      return order > 0
    case '<':
      return order < 0
    case '>=':
    case '~=':
      return order >= 0
    case '<=':
      return order <= 0
  }
}

/** Whether all numbers but the last of `wanted` are equal. @see https://peps.python.org/pep-0440/#compatible-release */
function isCompatible(version: string, wanted: string): boolean {
  const numbers = release(wanted)
  const seen = release(version)
  return numbers.slice(0, Math.max(1, numbers.length - 1)).every((number, index) => number === (seen[index] ?? 0))
}

function release(version: string): number[] {
  return (/^\D{0,2}(?:\d+[:!])?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '').split('.').map(Number)
}
