import { refuse } from '../errors/refuse.ts'
import type { Secrets } from '../transport/credentials.ts'
import type { Send } from '../transport/send.ts'
import type { CallContext, Clock, Limits, Outgoing, Transport } from '../transport/transport.ts'
import type { Trust } from '../transport/trust.ts'

/** Bytes on their way to the service, or to the storage in front of it. */
export interface Sending {
  readonly url: URL
  readonly method: 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Read when it is sent, and again where it is sent again. */
  readonly body: Blob
  /** Send the credential along, where the address may have it. */
  readonly authenticated: boolean
  /** What the bytes are of, for errors. */
  readonly params?: Readonly<Record<string, string>> | undefined
  readonly signal: AbortSignal | undefined
}

/** Sends bytes and gives the answer to them. */
export type ByteSender = (sending: Sending) => Promise<Response>

/** What sending bytes needs of the client, which composes the layers. */
export interface ByteSenderOptions {
  /** Sends without a credential. */
  send: Send
  /** Sends with the credential, where it may go. */
  authenticatedSend: Send
  trust: Trust
  /** A credential is there. */
  authenticated: boolean
  /** Credentials that were sent. */
  secrets: Secrets
  limits: Limits
  clock: Clock
  /** The layers over a fetch: the same as for calls, but for the pace, because bytes do not count as calls of the API. */
  transportOver: (send: Send) => Transport
}

/**
 * Makes the sender of bytes. An attempt has no time limit unless the caller's signal sets one: how long a large file takes is
 * nobody's to know.
 */
export function createByteSender(options: ByteSenderOptions): ByteSender {
  const { send: anonymous, authenticatedSend, trust, limits, clock, secrets, transportOver } = options
  return async function send({ url, method, headers = {}, body, authenticated, params = {}, signal }) {
    const credible = authenticated && options.authenticated
    const context: CallContext = {
      ...limits,
      operation: `upload ${params.filename === undefined ? '' : `of ${params.filename} `}to ${url.origin}${url.pathname}`,
      params,
      address: url.href,
      secrets,
      sent: { headers },
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
    const response = await transportOver(credible ? authenticatedSend : anonymous)(request, context)
    if (response.ok) return response
    const withheld = credible ? trust(url.href) : undefined
    throw refuse(response, await response.text(), { context, authenticated: credible, withheld, now: clock.now() })
  }
}
