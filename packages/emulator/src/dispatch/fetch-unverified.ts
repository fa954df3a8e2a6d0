import { request } from 'node:https'
import { Readable } from 'node:stream'

/** Statuses whose answers have no body. */
const withoutBody = new Set([204, 205, 304])

/**
 * Sends a GET to whoever answers, whatever its certificate says, which `fetch` cannot be told. It follows no redirect.
 *
 * @throws what `node:https` fails with
 */
export function fetchUnverified(
  url: URL,
  { headers, signal }: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { ...headers, 'Accept-Encoding': 'identity' }, signal, rejectUnauthorized: false })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      try {
        const { statusCode: status = 0, headersDistinct } = answer
        const named = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        )
        const body = withoutBody.has(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>)
        resolve(new Response(body, { status, headers: named }))
      } catch (error) {
        // A status or a header that no answer can have.
        answer.destroy()
        reject(error)
      }
    })
    sent.end()
  })
}
