import type { Visit } from '../parts.ts'

/** What an address asks for, but for what was just said. */
export const queryOf = ({ context }: Pick<Visit, 'context'>): URLSearchParams =>
  new URLSearchParams(Object.entries(context.req.query()).filter(([name]) => name !== 'said'))
