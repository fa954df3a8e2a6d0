import { ConnectionError, ParseError } from '../errors/transport.ts'
import { isLost } from '../transport/lost.ts'
import { wasRefused } from '../transport/wait-to-retry.ts'
import { type Pending, pending } from './wait.ts'

/**
 * A check that tolerates temporary failures of the service, because a wait has time and only reads. Failures that may be permanent, because
 * nothing or something else listens at the address, are thrown at once, unless the service has already answered there.
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
