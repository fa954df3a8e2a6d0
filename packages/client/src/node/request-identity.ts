import { defaultLimits } from '../limits.ts'
import { attemptWith } from '../transport/deadline.ts'
import { outgoing } from '../transport/outgoing.ts'
import { withRetry } from '../transport/retry.ts'
import { createRetryQuota } from '../transport/retry-quota.ts'
import type { Send } from '../transport/send.ts'
import type { Clock, Limits } from '../transport/transport.ts'
import { IdentityError } from './errors.ts'

/** Sends a request for an identity token: with a timeout of 30 seconds, with retries, and without following redirects. */
export type IdentityTransport = (request: Request, limits?: Partial<Limits>) => Promise<Response>

/** Timeout of a token request, in milliseconds. @see docs/service.md#openid-connect */
export const tokenTimeout = 30_000

/** Largest response to a token request, in bytes: a token has a few thousand. */
export const longestAnswer = 65_536

/** For a metadata server, which answers quickly or does not exist: one that does not exist must not cause a long wait. */
export const metadataLimits: Partial<Limits> = { timeout: 2_000, retries: 1 }

/** Creates the transport to a CI system. No redirect is followed, because the request contains a secret of the job. */
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
 * Sends a request, and resolves to the response as text.
 *
 * @throws {IdentityError} the request is refused; the error reports only the status of the response
 */
export async function ask(makeRequest: () => Request, send: IdentityTransport, limits?: Partial<Limits>): Promise<string> {
  const request = tryTo(makeRequest)
  const response = await send(request, limits)
  if (response.ok) return response.text()
  throw new IdentityError(`${new URL(request.url).host} answered ${response.status} to the request for an identity token.`)
}

/**
 * Requests an identity token, which the response has in `field`.
 *
 * @throws {IdentityError} the system refuses, or the response has no such field; the error reports only the status of the response
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

/** Fails on a response that is too long to contain just a token. */
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

/** The platform's error for an invalid header repeats the header, so it is not kept as a cause. */
function tryTo(makeRequest: () => Request): Request {
  try {
    return makeRequest()
  } catch {
    throw new IdentityError('The environment holds a malformed URL or token for requesting an identity token.')
  }
}
