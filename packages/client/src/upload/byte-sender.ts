import { refuse } from '../errors/refuse.ts'
import type { Secrets } from '../transport/credentials.ts'
import type { Send } from '../transport/send.ts'
import type { CallContext, Clock, Limits, Outgoing, Transport } from '../transport/transport.ts'
import type { Trust } from '../transport/trust.ts'
import type { HeldBytes } from './bytes.ts'
import { countedBody, readsOwnStreams } from './counted-body.ts'
import { noRedirect } from './no-redirect.ts'
import type { OnBytes } from './progress.ts'

/** Bytes on their way to the service, or to the storage in front of it. */
export interface Sending {
  readonly url: URL
  readonly method: 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Read when it is sent, and again where it is sent again. */
  readonly body: Blob | HeldBytes
  /** Send the credential along, where the address may have it. */
  readonly authenticated: boolean
  /** What the bytes are of, for errors. */
  readonly params?: Readonly<Record<string, string>> | undefined
  readonly signal: AbortSignal | undefined
  /** Hears how much of the body has left, from the start again where it is sent again, and of all of it at the end. */
  readonly onBytes?: OnBytes | undefined
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

/** How much longer than an answer, `timeout`, bytes may stand still: what has left this program may be on its way for long. */
const patience = 4

/**
 * Makes the sender of bytes. How long a large file takes is nobody's to know, so that an attempt has no time limit; it fails once nothing
 * has moved for four times `timeout`, where the runtime lets that be seen.
 *
 * What is sent twice has no other effect than once: a signed form always ends in the same place, a part has its number, and a PUT gives an
 * identifier that is used or not. So everything that may pass is sent again. @see docs/service.md#uploads
 */
export function createByteSender(options: ByteSenderOptions): ByteSender {
  const { send: anonymous, authenticatedSend, trust, limits, clock, secrets, transportOver } = options
  return async function send({ url, method, headers = {}, body, authenticated, params = {}, signal, onBytes }) {
    const credible = authenticated && options.authenticated
    const readsStreams = await readsOwnStreams()
    const redirect = noRedirect()
    const standstill = limits.timeout * patience
    const context: CallContext = {
      ...limits,
      operation: `upload ${params.filename === undefined ? '' : `of ${params.filename} `}to ${url.origin}${url.pathname}`,
      params,
      address: url.href,
      secrets,
      sent: { headers },
      signal,
      // Where nobody sees bytes move, nobody knows whether they do.
      timeout: readsStreams ? standstill : Number.POSITIVE_INFINITY,
      totalTimeout: Number.POSITIVE_INFINITY,
      idempotent: true,
      anyServerError: true,
      attempts: 0,
      renewTimeout: undefined,
    }
    let left = 0
    const moved = (sent: number) => {
      left = sent
      context.renewTimeout?.(standstill)
      onBytes?.(sent)
    }
    const request: Outgoing = {
      method,
      url: url.href,
      // What has left of the body need not be kept for a redirect to come. (The other half is the window in deadline.ts.)
      make: (init) => new Request(url, { ...init, method, headers, body: countedBody(body, moved, readsStreams), redirect }),
    }
    const response = await transportOver(credible ? authenticatedSend : anonymous)(request, context)
    if (response.ok) {
      if (left < body.size) onBytes?.(body.size)
      return response
    }
    const withheld = credible ? trust(url.href) : undefined
    throw refuse(response, await response.text(), { context, authenticated: credible, withheld, now: clock.now() })
  }
}
