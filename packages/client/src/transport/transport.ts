/** How long, how often and how fast a call may try. */
export interface Limits {
  /** Milliseconds for one attempt, body included. */
  readonly timeout: number
  /** Milliseconds for the whole call; infinity for as long as it takes. */
  readonly totalTimeout: number
  /** How often to send again. */
  readonly retries: number
  /** Milliseconds; a longer wait that the service asks for fails at once. */
  readonly maxRetryAfter: number
  /** Milliseconds since the epoch by which such a wait must be over. Where there is one, it goes before `maxRetryAfter`. */
  readonly deadline: number | undefined
  /** Share of the allowance that is left to others, from 0 up to 1. */
  readonly reserve: number
  /** Bytes of a successful answer, decompressed, that are read into memory. */
  readonly maxResponseBytes: number
}

/** What the layers below know of the call that a request belongs to. */
export interface CallContext extends Limits {
  /** Method of the client that was called, such as `packages.copy`; for raw calls the HTTP method and path. */
  readonly operation: string
  /** The parameters in the path, or what else says what the call is about. */
  readonly params: Readonly<Record<string, unknown>>
  /** Where the request goes, or went after a redirect. It may hold tokens, which errors and hooks do not tell. */
  address: string
  /** Credentials that the client has sent so far. What answers repeat of them is told nowhere. */
  readonly secrets: Iterable<string>
  /** What else the request holds, of which some may be secret too. */
  readonly sent?: { readonly params?: object | undefined; readonly headers?: object | undefined } | undefined
  /** The caller's signal; for a call with a total time limit, one that the limit aborts as well. */
  signal: AbortSignal | undefined
  /** Sending this twice does no more than sending it once. */
  readonly idempotent: boolean
  /** Every 5xx may pass, 500 too: so it is with what takes bytes. Default: only those that gateways answer. */
  readonly anyServerError?: boolean | undefined
  /** How often the request was sent: counted by the layer that sends again. */
  attempts: number
  /** Where a call wants the answer as text, refusals too, here it is: cheaper than a second response to read. Absent for others. */
  text?: string | undefined
  /** Milliseconds that the attempt under way was given last. */
  allowed?: number | undefined
  /** Gives the attempt under way so many milliseconds from now: for whoever sees that something moves. */
  renewTimeout?: ((milliseconds: number) => void) | undefined
  /** Hears of a wait before the request is sent again. */
  onWait?: ((delay: number, outcome: Response | Error) => void) | undefined
}

/**
 * A request that is still to be made: once for each time that it is sent, because a `Request` is costly to make, can be sent but once, and
 * would have to keep a copy of its body for the next time.
 */
export interface Outgoing {
  readonly method: string
  /** The whole address, as a `URL` writes it. */
  readonly url: string
  /** Makes it, with what is given beside. A redirect of it is never followed by fetch itself. */
  readonly make: (init?: RequestInit) => Request
  /** It can be made but once, because its body is a stream. */
  readonly once?: boolean | undefined
}

/**
 * Sends a request and gives the answer, with its body read. Every layer of the client is a function from one of these to another.
 */
export type Transport = (request: Outgoing, context: CallContext) => Promise<Response>

/** Time, injectable so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}
