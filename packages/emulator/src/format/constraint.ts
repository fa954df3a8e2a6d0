import type { Constraint, DependencyOperator } from './types.ts'

/** No requirement: any version matches. */
export const anyVersion: Constraint = { operator: null, version: null }

const spellings: Readonly<Record<string, DependencyOperator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<': '<',
  '<<': '<<',
  '<=': '<=',
  '>': '>',
  '>>': '>>',
  '>=': '>=',
  '~=': '~=',
  '~>': '~>',
}

/** A requirement that cannot be expressed with one operator keeps its format's syntax. */
export function range(text: string): Constraint {
  return { operator: 'matches', version: text }
}

/**
 * Parses one comparison such as `>=1.2`. Several comparisons, alternatives and wildcards become a {@link range}.
 *
 * @param bare the operator that a version without one implies
 */
export function comparison(text: string, bare: DependencyOperator): Constraint {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === '*') return anyVersion
  const [, sign = '', version = ''] = /^([<>=!~]*)\s*([^\s,|<>=!^*~][^\s,|<>=!^*]*)$/.exec(trimmed) ?? []
  const operator = sign === '' ? bare : spellings[sign]
  return version && operator ? { operator, version } : range(trimmed)
}

/**
 * Parses the interval notation of Maven and NuGet: `[1.0]`, `[1.0,)`, `(,2.0)`. An interval that is closed on both sides becomes a {@link range}.
 *
 * @param bare the operator that a version without brackets implies: a preference in Maven, a lower bound in NuGet
 * @see https://maven.apache.org/enforcer/enforcer-rules/versionRanges.html
 * @see https://learn.microsoft.com/nuget/concepts/package-versioning#version-ranges
 */
export function interval(text: string, bare: DependencyOperator): Constraint {
  const trimmed = text.trim()
  const [, open, low = '', comma, high = '', close] = /^([[(])([^,[\]()]*)(?:(,)([^,[\]()]*))?([\])])$/.exec(trimmed) ?? []
  if (!open) return comparison(trimmed, bare)
  const [from, to] = [low.trim(), high.trim()]
  if (!comma) return from ? { operator: '=', version: from } : range(trimmed)
  if (from && to) return range(trimmed)
  if (from) return { operator: open === '[' ? '>=' : '>', version: from }
  if (to) return { operator: close === ']' ? '<=' : '<', version: to }
  return anyVersion
}
