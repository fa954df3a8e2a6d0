import type { Reply } from './reply.ts'

/** An answer as it goes to whoever asked: all that is left is to send it. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Uint8Array | null
  /** Fields and parameters of the request that the API does not know. @see LoggedRequest.unknown */
  readonly unknown?: readonly string[] | undefined
  /** Not for whoever asked. @see LoggedRequest.hint */
  readonly hint?: string | undefined
}

/** Makes the answer of a reply, with the headers that all have. */
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

/** Makes a `Response` of an answer. */
export function toResponse({ status, headers, payload }: Answer): Response {
  const isShared = typeof payload === 'object' && payload?.buffer instanceof SharedArrayBuffer
  return new Response(isShared ? payload.slice() : payload, { status, headers })
}
