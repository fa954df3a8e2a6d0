import { refuse } from '../errors/refuse.ts'
import type { FetchLike } from '../transport/deadline.ts'
import type { Clock, Transport } from '../transport/transport.ts'
import type { ByteSender } from './send-bytes.ts'

/** What sending bytes needs of the client, which composes the layers. */
export interface ByteSenderOptions {
  fetch: FetchLike
  /** Origin of the API. */
  origin: string
  retries: number
  clock: Clock
  /** A fetch that adds the credential to requests for an origin. */
  authenticate: (origin: string) => FetchLike
  /** The layers over a fetch: the same as for calls, but for the pace, because bytes do not count as calls of the API. */
  transportOver: (fetch: FetchLike) => Transport
}

/**
 * Makes the sender of bytes. An attempt has no time limit unless the caller's signal sets one: how long a large file takes is
 * nobody's to know.
 */
export function createByteSender({
  fetch,
  origin: home,
  retries,
  clock,
  authenticate,
  transportOver,
}: ByteSenderOptions): ByteSender {
  async function send(request: Request, fetching: FetchLike): Promise<Response> {
    const { origin, pathname } = new URL(request.url)
    const context = {
      operation: `upload to ${origin}${pathname}`,
      signal: request.signal,
      timeout: Number.POSITIVE_INFINITY,
      retries,
      idempotent: request.method === 'PUT',
      attempts: 0,
    }
    const response = await transportOver(fetching)(request, context)
    if (response.ok) return response
    throw refuse(response, await response.text(), { ...context, authenticated: true, now: clock.now() })
  }

  return {
    anonymous: (request) => send(request, fetch),
    authenticated(request) {
      const { origin } = new URL(request.url)
      return send(request, mayHaveCredential(origin, home) ? authenticate(origin) : fetch)
    },
  }
}

/** The service takes bytes at a host of its own, beside that of its API: both must be Cloudsmith's, or the same. */
function mayHaveCredential(origin: string, own: string): boolean {
  const isService = (text: string) => /^https:\/\/([\w-]+\.)*cloudsmith\.io$/.test(text)
  return origin === own || (isService(origin) && isService(own))
}
