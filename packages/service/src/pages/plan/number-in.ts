import type { Visit } from '../parts.ts'

/** The number that an address names; of one that is too large for a number, that of nothing. */
export function numberIn({ context }: Pick<Visit, 'context'>, name: string): number {
  const value = Number(context.req.param(name))
  return Number.isSafeInteger(value) ? value : 0
}
