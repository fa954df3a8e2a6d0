/** A licence in an expression. */
export interface Licence {
  /** As the SPDX list has it today: `GPL-3.0` is `GPL-3.0-only`. What the list does not have is as it was written. */
  readonly id: string
  /** A `+` follows: later versions as well. GNU's licences say so in their identifier. */
  readonly orLater?: true
  /** What is granted beyond it, after `WITH`. */
  readonly exception?: string
  /** Neither the licence nor its exception is missing in SPDX's lists. */
  readonly isListed: boolean
}

/** Licences of which all hold, or of which whoever uses the package may choose. There are two at least. */
export type Expression = Licence | { readonly all: readonly Expression[] } | { readonly any: readonly Expression[] }

/** Whether an expression holds, where it is known of each of its licences. */
export function holds(expression: Expression, accepts: (licence: Licence) => boolean): boolean {
  if ('all' in expression) return expression.all.every((part) => holds(part, accepts))
  if ('any' in expression) return expression.any.some((part) => holds(part, accepts))
  return accepts(expression)
}

/** All licences of an expression, in its order. */
export function licencesIn(expression: Expression): Licence[] {
  if ('all' in expression) return expression.all.flatMap(licencesIn)
  if ('any' in expression) return expression.any.flatMap(licencesIn)
  return [expression]
}

/** Whether SPDX lists every licence of it. */
export const isListed = (expression: Expression): boolean => licencesIn(expression).every((licence) => licence.isListed)

/** Whether it is written in SPDX's terms: licences of one's own are, where they are called `LicenseRef-…`. */
export const isSpdx = (expression: Expression): boolean =>
  licencesIn(expression).every((licence) => licence.isListed || reference.test(licence.id))

const reference = /^(DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/

/** The expression as SPDX writes it, with parentheses only where they are needed. */
export function textOf(expression: Expression): string {
  if ('any' in expression) return expression.any.map(textOf).join(' OR ')
  if ('all' in expression) return expression.all.map((part) => ('any' in part ? `(${textOf(part)})` : textOf(part))).join(' AND ')
  const { id, orLater, exception } = expression
  return `${id}${orLater ? '+' : ''}${exception === undefined ? '' : ` WITH ${exception}`}`
}
