import type { CallContext } from '../transport/transport.ts'

/** Reports an error that is only found after the response has arrived to the call's hooks, and returns it to be thrown. */
export function foundLate<E extends Error>(error: E, context: CallContext): E {
  context.onFailure?.(error)
  return error
}
