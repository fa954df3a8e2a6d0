import type { Receiver } from '../receiver/receiver.ts'
import { toNodeHandler } from './node.ts'

/**
 * Makes a receiver a handler for Express 4 and 5: `app.post('/cloudsmith', toExpressHandler(receiver))`.
 *
 * Mount it before `express.json()`, or put `express.raw({ type: '*\/*' })` before it. Behind `express.json()` the bytes are gone:
 * deliveries are answered with 500 and `onError` gets the error that says so.
 */
export function toExpressHandler(receiver: Pick<Receiver, 'fetch'>) {
  // Express's requests and responses are Node's own; it leaves what a parser made in `body`, where Node's handler looks.
  return toNodeHandler(receiver)
}
