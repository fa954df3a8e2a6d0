import { later } from '../load-later.ts'
import type { Transport } from '../transport/transport.ts'
import type { Hooks } from './hooks.ts'

/** Lets hooks watch a call or each of its attempts. What calls them is loaded only where there are any. */
export function watched(kind: 'watchCall' | 'watchAttempt', next: Transport, hooks: Hooks | undefined): Transport {
  if (hooks === undefined) return next
  return async (request, context) => (await later())[kind](next, hooks, request, context)
}
