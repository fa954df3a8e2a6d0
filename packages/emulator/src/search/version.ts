import { spelledOut } from '@cloudsmith-sdk/formats'
import { type Operator, type Pattern, plainText } from '@cloudsmith-sdk/search-language'
import { schemeOfFormat } from '../format/version-scheme.ts'
import { matcher } from './match-pattern.ts'

/**
 * Makes a test for versions. With anchors or wildcards they are text; else they are compared as their format does, so `1.0` finds
 * `1.0.0` and not `1.0.1`. What is no version in that format is looked for as text, and has no order; so is a word such as `SNAPSHOT`,
 * which some formats would take for a version. A dot at the end means nothing, as in the example `~=1.0.` of the documentation.
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

/** Whether an order (negative, zero, positive) is what the operator asks for. */
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

/** Whether all numbers but the last of `wanted` are the same. @see https://peps.python.org/pep-0440/#compatible-release */
function isCompatible(version: string, wanted: string): boolean {
  const numbers = release(wanted)
  const seen = release(version)
  return numbers.slice(0, Math.max(1, numbers.length - 1)).every((number, index) => number === (seen[index] ?? 0))
}

function release(version: string): number[] {
  return (/^\D{0,2}(?:\d+[:!])?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '').split('.').map(Number)
}
