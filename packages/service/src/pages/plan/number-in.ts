import type { Visit } from '../parts.ts'

/** The number in an address. Numbers that are too large match nothing. */
export function numberIn({ context }: Pick<Visit, 'context'>, name: string): number {
  const value = Number(context.req.param(name))
  return Number.isSafeInteger(value) ? value : 0
}
