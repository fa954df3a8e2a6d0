import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Answer } from '../core/answer.ts'

/** Statuses whose responses have neither a body nor a length. */
const bodiless: ReadonlySet<number> = new Set([204, 304])

/** From this many characters on, a text is encoded before it is passed to Node. */
const longText = 65_536

/** Writes a response to its connection. */
export function sendAnswer(response: ServerResponse, { status, headers, payload }: Answer): void {
  // For HEAD, the response decides whether to state the length of the body.
  if (bodiless.has(status) || response.req.method === 'HEAD') {
    response.writeHead(status, headers).end()
    return
  }
  // For a string, Node first counts the bytes and then encodes it, which is twice the work and noticeable in long lists.
  const isLong = typeof payload === 'string' && payload.length > longText
  const bytes = isLong ? Buffer.from(payload) : (payload ?? '')
  const told: OutgoingHttpHeaders = { ...headers }
  // Without a length, Node sends chunks.
  told['Content-Length'] ??= Buffer.byteLength(bytes)
  response.writeHead(status, told).end(bytes)
}

/** Converts a `Response`. */
export async function answerOf(response: Response): Promise<Answer> {
  const payload = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers: Object.fromEntries(response.headers), payload }
}
