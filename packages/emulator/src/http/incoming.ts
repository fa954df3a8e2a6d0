import type { IncomingMessage, ServerResponse } from 'node:http'
import { arrayBuffer, text } from 'node:stream/consumers'
import type { Incoming } from '../core/incoming.ts'

/** What came over a connection, as the emulator looks at it: nothing is made of it that nobody asks for. */
export function incomingOf(message: IncomingMessage, response: ServerResponse, url: string): Incoming {
  const { method = 'GET', headers } = message
  return {
    method,
    url,
    headers: {
      get(name) {
        const value = headers[name.toLowerCase()]
        return Array.isArray(value) ? value.join(', ') : (value ?? null)
      },
    },
    get signal() {
      const gone = new AbortController()
      response.once('close', () => gone.abort())
      return gone.signal
    },
    text: () => text(message),
    arrayBuffer: () => arrayBuffer(message),
    async formData() {
      const type = headers['content-type'] ?? ''
      return new Response(await arrayBuffer(message), { headers: { 'Content-Type': type } }).formData()
    },
  }
}

/** The same as a `Request`, for what takes no less. */
export async function requestOf(message: IncomingMessage, { method, url }: Incoming): Promise<Request> {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, { method, headers, ...(hasBody && { body: await arrayBuffer(message) }) })
}
