import type { Receiver } from '../receiver/receiver.ts'
import { toNodeHandler } from './node.ts'

/**
 * Turns a receiver into a handler for Express 4 and 5: `app.post('/cloudsmith', toExpressHandler(receiver))`.
 *
 * Mount it before `express.json()`, or put `express.raw({ type: '*\/*' })` before it. After `express.json()`, the raw bytes are lost: deliveries are
 * answered with 500 and `onError` receives an error that explains it.
 */
export function toExpressHandler(receiver: Pick<Receiver, 'fetch'>) {
  // Express uses Node's own requests and responses, and puts the result of a parser into `body`, which the Node handler checks.
  return toNodeHandler(receiver)
}
