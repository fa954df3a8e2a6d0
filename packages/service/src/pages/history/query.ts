import type { Visit } from '../parts.ts'

/** The query of an address, without the message of the last form. */
export const queryOf = ({ context }: Pick<Visit, 'context'>): URLSearchParams =>
  new URLSearchParams(Object.entries(context.req.query()).filter(([name]) => name !== 'said'))
