import createClient, { type Client, createQuerySerializer, defaultBodySerializer } from 'openapi-fetch'
import type { notJson } from '../errors/not-promised.ts'
import { repeated } from '../generated/repeated.ts'
import { outgoing } from '../transport/outgoing.ts'
import type { CallContext, Limits, Transport } from '../transport/transport.ts'
import type { isIdempotent } from './operation.ts'
import type { fillPath } from './path.ts'

/** Options of a raw client. */
export interface RawOptions {
  /** URL that the paths are appended to. */
  baseUrl: string
  userAgent: string | undefined
  transport: Transport
  limits: Limits
  /** Credentials that have been sent. */
  secrets: Iterable<string>
  /** Passed in rather than imported, so that bundlers do not split the code that every program loads into several chunks. */
  fillPath: typeof fillPath
  isIdempotent: typeof isIdempotent
  notJson: typeof notJson
}

/**
 * An openapi-fetch client over a transport, without the gaps through which a call could go wrong unnoticed: missing path values and those that
 * would address another endpoint are rejected, bytes are sent unchanged, a response that cannot be parsed throws an error of this SDK, and
 * `error` is never empty if the service refused the request (except for HEAD, for which openapi-fetch sets no `error` at all: check
 * `response.ok`).
 */
export function createRawClient<Paths extends object>(options: RawOptions): Client<Paths> {
  const { baseUrl, userAgent, transport, limits, secrets, fillPath, isIdempotent: isRepeatable } = options
  const streams = new WeakSet<object>()
  const client = createClient<Paths>({
    baseUrl,
    headers: { Accept: 'application/json', ...(userAgent && { 'User-Agent': userAgent }) },
    pathSerializer: fillPath,
    querySerializer,
    bodySerializer(body: unknown) {
      if (body instanceof ReadableStream) streams.add(body)
      return isBytes(body) ? body : defaultBodySerializer(body)
    },
  })

  async function send(request: Request, params: CallContext['params'], told: (context: CallContext) => void): Promise<Response> {
    const { pathname } = new URL(request.url)
    const once = request.body !== null && streams.has(request.body)
    const context: CallContext = {
      ...limits,
      operation: `${request.method} ${pathname}`,
      params,
      address: request.url,
      secrets,
      sent: { headers: Object.fromEntries(request.headers) },
      signal: request.signal,
      // A stream can only be sent once.
      retries: once ? 0 : limits.retries,
      idempotent: isRepeatable(request.method, pathname),
      attempts: 0,
    }
    told(context)
    return withErrorBody(await transport(outgoing(request, once), context))
  }

  /** Wraps a call whose path is its first argument, or comes after the number of arguments given by `before`. */
  function checked(call: RawCall, before: number): RawCall {
    return async (...given) => {
      const [path, init = {}] = given.slice(before) as [string, RawInit | undefined]
      // openapi-fetch leaves the braces in the URL if there are no values at all.
      if (init.params?.path === undefined) fillPath(path, {})
      let context: CallContext | undefined
      const fetch = (request: Request) =>
        send(request, init.params?.path ?? {}, (known) => {
          context = known
        })
      try {
        return await call(...given.slice(0, before), path, { fetch, ...init })
      } catch (cause) {
        if (!(cause instanceof SyntaxError) || context === undefined) throw cause
        // Without the cause: it quotes the response, which may contain keys and tokens.
        throw options.notJson(context)
      }
    }
  }

  const entries = Object.entries(client).map(([name, call]) => {
    if (name === 'use' || name === 'eject') return [name, call]
    return [name, checked(call as RawCall, name === 'request' ? 1 : 0)]
  })
  return Object.fromEntries(entries) as Client<Paths>
}

const repeating = createQuerySerializer()
const joining = createQuerySerializer({ array: { style: 'form', explode: false } })

/** Arrays are sent as one comma-separated string, except for the few parameters that are repeated for each value. */
function querySerializer(query: unknown): string {
  const entries = Object.entries(query ?? {})
  const isRepeated = ([name]: [string, unknown]) => repeated.includes(name)
  const parts = [
    joining(Object.fromEntries(entries.filter((entry) => !isRepeated(entry)))),
    repeating(Object.fromEntries(entries.filter(isRepeated))),
  ]
  return parts.filter((part) => part !== '').join('&')
}

type RawCall = (...given: readonly unknown[]) => Promise<unknown>
type RawInit = { readonly params?: { readonly path?: CallContext['params'] } }

const isBytes = (body: unknown): boolean =>
  ArrayBuffer.isView(body) || body instanceof ArrayBuffer || body instanceof Blob || body instanceof ReadableStream

/** Gives an error response without a body one, so that `if (error)` works. A 304 cannot have a body, and is not an error. */
function withErrorBody(response: Response): Response {
  const { ok, body, status, statusText } = response
  if (ok || body !== null || status === 304) return response
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  headers.set('Content-Type', 'application/json')
  return new Response(JSON.stringify({ detail: statusText || `HTTP ${status}` }), { status, statusText, headers })
}
