import type { Reply } from './reply.ts'

/** An answer as it goes to whoever asked: all that is left is to send it. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Uint8Array<ArrayBuffer> | null
  /** Fields and parameters of the request that the API does not know. @see LoggedRequest.unknown */
  readonly unknown?: readonly string[] | undefined
}

/** Makes the answer of a reply, with the headers that all have. */
export function toAnswer({ status, body, raw, headers }: Reply, always: Readonly<Record<string, string>>): Answer {
  const all = { Server: 'Cloudsmith MCP', ...always, ...headers }
  if (raw !== undefined)
    return { status, headers: typeof raw === 'string' ? typed('text/plain;charset=UTF-8', all) : all, payload: raw }
  if (body === undefined) return { status, headers: all, payload: null }
  return { status, headers: typed('application/json', all), payload: JSON.stringify(body) }
}

/** Adds the type, unless they have one. */
function typed(type: string, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  return isTyped ? headers : { 'Content-Type': type, ...headers }
}

/** Makes a `Response` of an answer. */
export function toResponse({ status, headers, payload }: Answer): Response {
  return new Response(payload, { status, headers })
}
