import { refuse } from '../errors/refuse.ts'
import type { Send } from '../transport/send.ts'
import type { CallContext, Clock, Limits, Outgoing, Transport } from '../transport/transport.ts'

/** Bytes on their way to the service, or to the storage in front of it. */
export interface Sending {
  readonly url: URL
  readonly method: 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Read when it is sent, and again where it is sent again. */
  readonly body: Blob
  /** Send the credential along, where the address may have it. */
  readonly authenticated: boolean
  readonly signal: AbortSignal | undefined
}

/** Sends bytes and gives the answer to them. */
export type ByteSender = (sending: Sending) => Promise<Response>

/** What sending bytes needs of the client, which composes the layers. */
export interface ByteSenderOptions {
  /** Sends without a credential. */
  send: Send
  /** Origin of the API. */
  origin: string
  limits: Limits
  clock: Clock
  /** Sends with the credential added to requests for an origin. */
  authenticate: (origin: string) => Send
  /** The layers over a fetch: the same as for calls, but for the pace, because bytes do not count as calls of the API. */
  transportOver: (send: Send) => Transport
}

/**
 * Makes the sender of bytes. An attempt has no time limit unless the caller's signal sets one: how long a large file takes is
 * nobody's to know.
 */
export function createByteSender(options: ByteSenderOptions): ByteSender {
  const { send: anonymous, origin: home, limits, clock, authenticate, transportOver } = options
  return async function send({ url, method, headers = {}, body, authenticated, signal }) {
    const sending = authenticated && mayHaveCredential(url.origin, home) ? authenticate(url.origin) : anonymous
    const context: CallContext = {
      ...limits,
      operation: `upload to ${url.origin}${url.pathname}`,
      signal,
      timeout: Number.POSITIVE_INFINITY,
      totalTimeout: Number.POSITIVE_INFINITY,
      idempotent: method === 'PUT',
      attempts: 0,
    }
    const request: Outgoing = {
      method,
      url: url.href,
      // Node's fetch keeps a copy of the whole body for a redirect to come, unless none may. (The other half is the window in deadline.ts.)
      make: (init) => new Request(url, { ...init, method, headers, body, redirect: 'error' }),
    }
    const response = await transportOver(sending)(request, context)
    if (response.ok) return response
    throw refuse(response, await response.text(), { ...context, authenticated: true, now: clock.now() })
  }
}

/** Whether an origin may have the credential: the API's own, or both must be Cloudsmith's, which has hosts of its own for bytes. */
export function mayHaveCredential(origin: string, own: string): boolean {
  const isService = (text: string) => /^https:\/\/([\w-]+\.)*cloudsmith\.io$/.test(text)
  return origin === own || (isService(origin) && isService(own))
}
