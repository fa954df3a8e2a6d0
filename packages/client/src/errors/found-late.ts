import type { CallContext } from '../transport/transport.ts'

/** An error that is found when the answer has come already: whoever watches the call hears of it before it is thrown. */
export function foundLate<E extends Error>(error: E, context: CallContext): E {
  context.onFailure?.(error)
  return error
}
