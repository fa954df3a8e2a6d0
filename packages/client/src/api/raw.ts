import createClient, { type Client, defaultBodySerializer } from 'openapi-fetch'
import type { Transport } from '../transport/transport.ts'
import type { isIdempotent } from './operation.ts'
import type { fillPath } from './path.ts'

/** What a raw client needs. */
export interface RawOptions {
  /** Address that the paths are below. */
  baseUrl: string
  userAgent: string
  transport: Transport
  timeout: number
  totalTimeout: number
  retries: number
  /** Handed in rather than imported, so that bundlers need not cut what every program carries into pieces. */
  fillPath: typeof fillPath
  isIdempotent: typeof isIdempotent
}

/**
 * An openapi-fetch client over a transport, with the holes closed through which a call could go wrong unseen: path values that
 * address something else are refused, bytes are sent as they are, and `error` is never empty where the service refused (but for a
 * HEAD, which openapi-fetch gives no `error` at all: look at `response.ok`).
 */
export function createRawClient<Paths extends object>(options: RawOptions): Client<Paths> {
  const {
    baseUrl,
    userAgent,
    transport,
    timeout,
    totalTimeout,
    retries,
    fillPath: pathSerializer,
    isIdempotent: isRepeatable,
  } = options
  const streams = new WeakSet<object>()
  return createClient<Paths>({
    baseUrl,
    headers: { Accept: 'application/json', 'User-Agent': userAgent },
    pathSerializer,
    bodySerializer(body: unknown) {
      if (body instanceof ReadableStream) streams.add(body)
      return isBytes(body) ? body : defaultBodySerializer(body)
    },
    async fetch(request) {
      const { pathname } = new URL(request.url)
      const once = request.body !== null && streams.has(request.body)
      const response = await transport(request, {
        operation: `${request.method} ${pathname}`,
        signal: request.signal,
        timeout,
        totalTimeout,
        // A stream is gone once it was sent.
        retries: once ? 0 : retries,
        make: once ? (init) => new Request(request, init) : undefined,
        idempotent: isRepeatable(request.method, pathname),
        attempts: 0,
      })
      return withErrorBody(response)
    },
  })
}

const isBytes = (body: unknown): boolean =>
  ArrayBuffer.isView(body) || body instanceof ArrayBuffer || body instanceof Blob || body instanceof ReadableStream

/** The body of an empty refusal becomes the `error` that `if (error)` looks for. A 304 cannot have a body, and refuses nothing. */
function withErrorBody(response: Response): Response {
  const { ok, body, status, statusText } = response
  if (ok || body !== null || status === 304) return response
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  headers.set('Content-Type', 'application/json')
  return new Response(JSON.stringify({ detail: statusText || `HTTP ${status}` }), { status, statusText, headers })
}
