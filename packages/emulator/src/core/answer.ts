import type { Reply } from './reply.ts'

/** A complete response, ready to be sent. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The encoded body; null without one. */
  readonly payload: string | Uint8Array | null
  /** Fields and parameters of the request that the API does not know. @see LoggedRequest.unknown */
  readonly unknown?: readonly string[] | undefined
  /** Only for the log; not sent to the caller. @see LoggedRequest.hint */
  readonly hint?: string | undefined
}

/** Turns a reply into a complete response, with the headers that all responses have. */
export function toAnswer({ status, body, raw, headers }: Reply, always: Readonly<Record<string, string>>): Answer {
  const payload = raw ?? (body === undefined ? null : JSON.stringify(body))
  const all: Record<string, string> = { ...always, Server: 'Cloudsmith MCP' }
  if (typeof payload === 'string' && (headers === undefined || !saysType(headers))) {
    all['Content-Type'] = raw === undefined ? 'application/json' : 'text/plain;charset=UTF-8'
  }
  return { status, headers: Object.assign(all, headers), payload }
}

function saysType(headers: Readonly<Record<string, string>>): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
}

/** Creates a `Response`. */
export function toResponse({ status, headers, payload }: Answer): Response {
  const isShared = typeof payload === 'object' && payload?.buffer instanceof SharedArrayBuffer
  return new Response(isShared ? payload.slice() : payload, { status, headers })
}
