import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Answer } from '../core/answer.ts'

/** Statuses whose answers have no body, and say nothing of its length. */
const bodiless: ReadonlySet<number> = new Set([204, 304])

/** Characters from which on a text is encoded before it is handed to Node. */
const longText = 65_536

/** Writes an answer to its connection. */
export function sendAnswer(response: ServerResponse, { status, headers, payload }: Answer): void {
  // How long a body would be that HEAD does not want is for the answer to say.
  if (bodiless.has(status) || response.req.method === 'HEAD') {
    response.writeHead(status, headers).end()
    return
  }
  // Of a text, Node counts the bytes and then encodes it, which is twice the work: that shows in lists.
  const isLong = typeof payload === 'string' && payload.length > longText
  const bytes = isLong ? Buffer.from(payload) : (payload ?? '')
  const told: OutgoingHttpHeaders = { ...headers }
  // Where the length is not told, Node sends in chunks.
  told['Content-Length'] ??= Buffer.byteLength(bytes)
  response.writeHead(status, told).end(bytes)
}

/** Makes an answer of a `Response`. */
export async function answerOf(response: Response): Promise<Answer> {
  const payload = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers: Object.fromEntries(response.headers), payload }
}
