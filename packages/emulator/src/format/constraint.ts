import type { Constraint, DependencyOperator } from './types.ts'

/** No requirement: any version will do. */
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

/** A requirement that has no single operator stays in its format's own syntax. */
export function range(text: string): Constraint {
  return { operator: 'matches', version: text }
}

/**
 * Reads one comparison such as `>=1.2`; several at once, alternatives and wildcards become a {@link range}.
 *
 * @param bare what a version without operator means
 */
export function comparison(text: string, bare: DependencyOperator): Constraint {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === '*') return anyVersion
  const [, sign = '', version = ''] = /^([<>=!~]*)\s*([^\s,|<>=!^*~][^\s,|<>=!^*]*)$/.exec(trimmed) ?? []
  const operator = sign === '' ? bare : spellings[sign]
  return version && operator ? { operator, version } : range(trimmed)
}

/**
 * Reads the interval notation of Maven and NuGet: `[1.0]`, `[1.0,)`, `(,2.0)`; an interval closed on both sides is a {@link range}.
 *
 * @param bare what a version without brackets means: a preference in Maven, a lower bound in NuGet
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
