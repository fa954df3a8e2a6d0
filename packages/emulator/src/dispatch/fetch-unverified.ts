import { request } from 'node:https'
import { Readable } from 'node:stream'

/** Statuses whose responses have no body. */
const withoutBody = new Set([204, 205, 304])

/**
 * Sends a GET request without verifying the certificate, which `fetch` has no option for. Redirects are not followed.
 *
 * @throws the error of `node:https`
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
        // The status or a header is invalid.
        answer.destroy()
        reject(error)
      }
    })
    sent.end()
  })
}
