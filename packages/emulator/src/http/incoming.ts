import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { arrayBuffer, text } from 'node:stream/consumers'
import type { Incoming } from '../core/incoming.ts'

/** What came over a connection, as the emulator looks at it: nothing is made of it that nobody asks for. */
export function incomingOf(message: IncomingMessage, response: ServerResponse, url: string): Incoming {
  return new Received(message, response, url)
}

/** A class, as every request is one: an object with a getter of its own takes longer to make than to answer. */
class Received implements Incoming {
  readonly method: string
  readonly url: string
  readonly headers: ReceivedHeaders
  readonly #message: IncomingMessage
  readonly #response: ServerResponse

  constructor(message: IncomingMessage, response: ServerResponse, url: string) {
    this.method = message.method ?? 'GET'
    this.url = url
    this.headers = new ReceivedHeaders(message.headers)
    this.#message = message
    this.#response = response
  }

  get signal() {
    const gone = new AbortController()
    this.#response.once('close', () => gone.abort())
    return gone.signal
  }
  text() {
    return text(this.#message)
  }
  arrayBuffer() {
    return arrayBuffer(this.#message)
  }
  async formData() {
    const type = this.headers.get('content-type') ?? ''
    return new Response(await this.arrayBuffer(), { headers: { 'Content-Type': type } }).formData()
  }
}

class ReceivedHeaders {
  readonly #all: IncomingHttpHeaders

  constructor(all: IncomingHttpHeaders) {
    this.#all = all
  }

  get(name: string): string | null {
    const value = this.#all[name.toLowerCase()]
    return Array.isArray(value) ? value.join(', ') : (value ?? null)
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
