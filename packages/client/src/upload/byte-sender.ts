import { refuse } from '../errors/refuse.ts'
import type { ResolvedOptions } from '../options.ts'
import { type CredentialOptions, withCredentials } from '../transport/credentials.ts'
import { attemptWith } from '../transport/deadline.ts'
import { withRedirectGuard } from '../transport/redirects.ts'
import { withRetry } from '../transport/retry.ts'
import type { Transport } from '../transport/transport.ts'
import type { ByteSender } from './send-bytes.ts'

/**
 * Makes the sender of bytes: the same layers as for calls, but for the pace (bytes do not count as calls of the API), and with no
 * time limit for an attempt unless the caller's signal sets one: how long a large file takes is nobody's to know.
 */
export function createByteSender(settings: ResolvedOptions, credentials: CredentialOptions): ByteSender {
  const attempt = attemptWith(settings.fetch)

  function send(transportFor: (origin: string) => Transport) {
    return async (request: Request): Promise<Response> => {
      const { origin, pathname } = new URL(request.url)
      const context = {
        operation: `upload to ${origin}${pathname}`,
        signal: request.signal,
        timeout: Number.POSITIVE_INFINITY,
        retries: settings.retries,
        idempotent: request.method === 'PUT',
        attempts: 0,
      }
      const response = await withRetry(withRedirectGuard(transportFor(origin)), { ...settings, random: Math.random })(
        request,
        context,
      )
      if (response.ok) return response
      throw refuse(response, await response.text(), { ...context, authenticated: true, now: settings.clock.now() })
    }
  }

  return {
    anonymous: send(() => attempt),
    authenticated: send((origin) =>
      mayHaveCredential(origin, settings.origin) ? attemptWith(withCredentials(settings.fetch, credentials, origin)) : attempt,
    ),
  }
}

/** The service takes bytes at a host of its own, beside that of its API: both must be Cloudsmith's, or the same. */
function mayHaveCredential(origin: string, own: string): boolean {
  const isService = (text: string) => /^https:\/\/([\w-]+\.)*cloudsmith\.io$/.test(text)
  return origin === own || (isService(origin) && isService(own))
}
