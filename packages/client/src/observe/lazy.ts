import { later } from '../load-later.ts'
import type { Transport } from '../transport/transport.ts'
import type { Hooks } from './hooks.ts'

/** Lets hooks observe a call or each of its attempts. The code for that is only loaded if there are hooks. */
export function watched(kind: 'watchCall' | 'watchAttempt', next: Transport, hooks: Hooks | undefined): Transport {
  if (hooks === undefined) return next
  return async (request, context) => (await later())[kind](next, hooks, request, context)
}
