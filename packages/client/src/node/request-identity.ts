import { defaultLimits } from '../limits.ts'
import { attemptWith } from '../transport/deadline.ts'
import { outgoing } from '../transport/outgoing.ts'
import { withRetry } from '../transport/retry.ts'
import { createRetryQuota } from '../transport/retry-quota.ts'
import type { Send } from '../transport/send.ts'
import type { Clock, Limits } from '../transport/transport.ts'
import { IdentityError } from './errors.ts'

/** Sends a request for an identity token: within 30 seconds, again where that may help, and nowhere else than where it is addressed. */
export type IdentityTransport = (request: Request, limits?: Partial<Limits>) => Promise<Response>

/** Milliseconds for a request that is about a token. @see docs/service.md#openid-connect */
export const tokenTimeout = 30_000

/** Bytes of an answer about a token, at most: tokens have a few thousand. */
export const longestAnswer = 65_536

/** For a server that is on this machine or nowhere: whoever is not there must not be waited for. */
export const metadataLimits: Partial<Limits> = { timeout: 2_000, retries: 1 }

/** Makes the way to a system of builds. No redirect is followed: the request holds a secret of the job. */
export function identityTransport(by: Send, clock: Clock): IdentityTransport {
  const send = withRetry(attemptWith(bounded(by)), {
    clock,
    quota: createRetryQuota(),
    random: Math.random,
  })
  return (request, limits) =>
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
      ...limits,
      idempotent: true,
      attempts: 0,
    })
}

/**
 * Asks for something, and gives the answer as text.
 *
 * @throws {IdentityError} it is refused; nothing of the answer but its status is told
 */
export async function ask(makeRequest: () => Request, send: IdentityTransport, limits?: Partial<Limits>): Promise<string> {
  const request = tryTo(makeRequest)
  const response = await send(request, limits)
  if (response.ok) return response.text()
  throw new IdentityError(`${new URL(request.url).host} answered ${response.status} to the request for an identity token.`)
}

/**
 * Asks for an identity token, which the answer holds in `field`.
 *
 * @throws {IdentityError} the system refuses, or answers with something else; nothing of the answer but its status is told
 */
export async function requestIdentity(makeRequest: () => Request, field: string, send: IdentityTransport): Promise<string> {
  const { host } = new URL(tryTo(makeRequest).url)
  const text = await ask(makeRequest, send)
  const token = readField(text, field)
  if (typeof token !== 'string' || token === '') throw new IdentityError(`${host} returned no identity token.`)
  return token
}

function readField(text: string, field: string): unknown {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined
  } catch {
    return undefined
  }
}

/** Ends an answer that is too long to be about a token. */
const bounded =
  (send: Send): Send =>
  async (request, init) => {
    const response = await send(request, init)
    if (response.body === null) return response
    let left = longestAnswer
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        left -= chunk.byteLength
        if (left < 0) throw new IdentityError(`${new URL(request.url).host} returned more than ${longestAnswer} bytes.`)
        controller.enqueue(chunk)
      },
    })
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(counted), { status, statusText, headers })
  }

/** What fetch says of a header that cannot be sent repeats the header, so it is not kept. */
function tryTo(makeRequest: () => Request): Request {
  try {
    return makeRequest()
  } catch {
    throw new IdentityError('The environment holds a malformed URL or token for requesting an identity token.')
  }
}
