import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Answer } from '../core/answer.ts'

/** Statuses whose answers have no body, and say nothing of its length. */
const bodiless: ReadonlySet<number> = new Set([204, 304])

/** Writes an answer to its connection. */
export function sendAnswer(response: ServerResponse, { status, headers, payload }: Answer): void {
  // How long a body would be that HEAD does not want is for the answer to say.
  if (bodiless.has(status) || response.req.method === 'HEAD') {
    response.writeHead(status, headers).end()
    return
  }
  const bytes = payload ?? ''
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
