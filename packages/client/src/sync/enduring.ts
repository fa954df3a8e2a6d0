import { ConnectionError, ParseError } from '../errors/transport.ts'
import { isLost } from '../transport/lost.ts'
import { wasRefused } from '../transport/wait-to-retry.ts'
import { type Pending, pending } from './wait.ts'

/**
 * A look that goes on where the service is out of order for a while: a wait has time, and only reads. What may never pass, because nothing
 * listens at the address or something else does, is told at once, unless the service has answered there before.
 */
export function enduring<T extends object>(look: () => Promise<T | Pending>): () => Promise<T | Pending> {
  let hasAnswered = false
  return async function looking() {
    try {
      const seen = await look()
      hasAnswered = true
      return seen
    } catch (error) {
      if (!(hasAnswered ? mayPass(error) : willPass(error))) throw error
      return pending(`no answer: ${error}`)
    }
  }
}

const willPass = (error: unknown) => isLost(error) && !(error instanceof ParseError)
const mayPass = (error: unknown) => isLost(error) || (error instanceof ConnectionError && wasRefused(error))
