/** A licence in an expression. */
export interface Licence {
  /** Current SPDX identifier: `GPL-3.0` becomes `GPL-3.0-only`. A licence that is not listed keeps its text. */
  readonly id: string
  /** A `+` follows, which includes later versions. GNU licences express this in their identifier. */
  readonly orLater?: true
  /** The exception after `WITH`, which grants additional permissions. */
  readonly exception?: string
  /** Whether SPDX lists both the licence and its exception. */
  readonly isListed: boolean
}

/** A licence, or at least two expressions that all apply (`AND`) or of which the user may choose one (`OR`). */
export type Expression = Licence | { readonly all: readonly Expression[] } | { readonly any: readonly Expression[] }

/** Whether an expression is satisfied, given which licences are accepted. */
export function holds(expression: Expression, accepts: (licence: Licence) => boolean): boolean {
  if ('all' in expression) return expression.all.every((part) => holds(part, accepts))
  if ('any' in expression) return expression.any.some((part) => holds(part, accepts))
  return accepts(expression)
}

/** All licences of an expression, in order. */
export function licencesIn(expression: Expression): Licence[] {
  if ('all' in expression) return expression.all.flatMap(licencesIn)
  if ('any' in expression) return expression.any.flatMap(licencesIn)
  return [expression]
}

/** Whether SPDX lists every licence of an expression. */
export const isListed = (expression: Expression): boolean => licencesIn(expression).every((licence) => licence.isListed)

/** Whether an expression is valid SPDX: every licence is listed, or a custom one named `LicenseRef-…`. */
export const isSpdx = (expression: Expression): boolean =>
  licencesIn(expression).every((licence) => licence.isListed || reference.test(licence.id))

const reference = /^(DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/

/** Formats an expression as SPDX does, with parentheses only where needed. */
export function textOf(expression: Expression): string {
  if ('any' in expression) return expression.any.map(textOf).join(' OR ')
  if ('all' in expression) return expression.all.map((part) => ('any' in part ? `(${textOf(part)})` : textOf(part))).join(' AND ')
  const { id, orLater, exception } = expression
  return `${id}${orLater ? '+' : ''}${exception === undefined ? '' : ` WITH ${exception}`}`
}
