import { refuse } from '../errors/refuse.ts'
import type { Secrets } from '../transport/credentials.ts'
import type { Send } from '../transport/send.ts'
import type { CallContext, Clock, Limits, Outgoing, Transport } from '../transport/transport.ts'
import type { Trust } from '../transport/trust.ts'
import type { HeldBytes } from './bytes.ts'
import { countedBody, readsOwnStreams } from './counted-body.ts'
import { noRedirect } from './no-redirect.ts'
import type { OnBytes } from './progress.ts'

/** Bytes to send to the service, or to its storage. */
export interface Sending {
  readonly url: URL
  readonly method: 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Read when it is sent, and again for each retry. */
  readonly body: Blob | HeldBytes
  /** Whether to send the credential, if the URL may receive it. */
  readonly authenticated: boolean
  /** The package and file, for errors. */
  readonly params?: Readonly<Record<string, string>> | undefined
  readonly signal: AbortSignal | undefined
  /** Called with the number of bytes sent so far. Starts again from the beginning for a retry, and reports the full size at the end. */
  readonly onBytes?: OnBytes | undefined
}

/** Sends bytes and resolves to the response. */
export type ByteSender = (sending: Sending) => Promise<Response>

/** What sending bytes needs from the client, which assembles the layers. */
export interface ByteSenderOptions {
  /** Sends without a credential. */
  send: Send
  /** Sends with the credential, if the URL may receive it. */
  authenticatedSend: Send
  trust: Trust
  /** Whether the client has a credential. */
  authenticated: boolean
  /** Credentials that have been sent. */
  secrets: Secrets
  limits: Limits
  clock: Clock
  /** Adds the same layers as for calls, except for pacing, because uploads do not count towards the rate limit. */
  transportOver: (send: Send) => Transport
}

/** How many times `timeout` an upload may stall: bytes that have left this program may take long to arrive. */
const patience = 4

/**
 * Creates the sender of bytes. An attempt has no time limit, because the duration of an upload depends on its size and the connection. It fails if
 * no progress was made for four times `timeout`, provided that the runtime lets progress be observed.
 *
 * Sending twice has the same effect as sending once: a signed form always ends up in the same place, a part has its number, and a PUT returns an
 * identifier that may or may not be used. So every temporary failure is retried. @see docs/service.md#uploads
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
      // If progress cannot be observed, a stall cannot be detected.
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
      // With this, the part of the body that was sent is not kept for a possible redirect. (The other half is the window in in-time.ts.)
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
