import { defaultLimits } from '../limits.ts'
import { attemptWith } from '../transport/deadline.ts'
import { outgoing } from '../transport/outgoing.ts'
import { withRetry } from '../transport/retry.ts'
import { createRetryQuota } from '../transport/retry-quota.ts'
import type { Send } from '../transport/send.ts'
import type { Clock } from '../transport/transport.ts'
import { IdentityError } from './errors.ts'

/** Sends a request for an identity token: within 30 seconds, again where that may help, and nowhere else than where it is addressed. */
export type IdentityTransport = (request: Request) => Promise<Response>

/** Milliseconds for a request that is about a token. @see docs/service.md#openid-connect */
export const tokenTimeout = 30_000

/** Makes the way to a system of builds. No redirect is followed: the request holds a secret of the job. */
export function identityTransport(by: Send, clock: Clock): IdentityTransport {
  const send = withRetry(attemptWith(by), {
    clock,
    quota: createRetryQuota(),
    random: Math.random,
  })
  return (request) =>
    send(outgoing(request), {
      ...defaultLimits,
      operation: `the request for an identity token to ${new URL(request.url).host}`,
      params: {},
      address: request.url,
      secrets: [],
      sent: { headers: Object.fromEntries(request.headers) },
      signal: undefined,
      timeout: tokenTimeout,
      maxRetryAfter: tokenTimeout,
      retries: 2,
      idempotent: true,
      attempts: 0,
    })
}

/**
 * Asks for an identity token, which the answer holds in `field`.
 *
 * @throws {IdentityError} the system refuses, or answers with something else; nothing of the answer but its status is told
 */
export async function requestIdentity(makeRequest: () => Request, field: string, send: IdentityTransport): Promise<string> {
  const request = tryTo(makeRequest)
  const { host } = new URL(request.url)
  const response = await send(request)
  if (!response.ok) throw new IdentityError(`${host} answered ${response.status} to the request for an identity token.`)
  const body: unknown = await response.json().catch(() => undefined)
  const token = typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined
  if (typeof token !== 'string' || token === '') throw new IdentityError(`${host} answered without an identity token.`)
  return token
}

/** What fetch says of a header that cannot be sent repeats the header, so it is not kept. */
function tryTo(makeRequest: () => Request): Request {
  try {
    return makeRequest()
  } catch {
    throw new IdentityError('The address or the token to ask for an identity token with, in the environment, is malformed.')
  }
}
