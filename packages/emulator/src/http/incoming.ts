import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Refusal } from '../core/errors.ts'
import type { Incoming } from '../core/incoming.ts'
import { readBytes } from '../core/read-body.ts'

/**
 * What came over a connection, as the emulator looks at it: nothing is made of it that nobody asks for.
 *
 * @param mostBytes of its body; whoever reads a longer one is thrown a `Refusal`, 413
 */
export function incomingOf(message: IncomingMessage, response: ServerResponse, url: string, mostBytes: number): Incoming {
  return new Received(message, response, url, mostBytes)
}

/** A class, as every request is one: an object with a getter of its own takes longer to make than to answer. */
class Received implements Incoming {
  readonly method: string
  readonly url: string
  readonly headers: ReceivedHeaders
  readonly #message: IncomingMessage
  readonly #response: ServerResponse
  readonly #mostBytes: number

  constructor(message: IncomingMessage, response: ServerResponse, url: string, mostBytes: number) {
    this.method = message.method ?? 'GET'
    this.url = url
    this.headers = new ReceivedHeaders(message.headers)
    this.#message = message
    this.#response = response
    this.#mostBytes = mostBytes
  }

  get signal() {
    const gone = new AbortController()
    this.#response.once('close', () => gone.abort())
    return gone.signal
  }
  text() {
    return text(this.body)
  }
  get body() {
    return bounded(this.#message, this.#mostBytes)
  }
}

/** A body up to a length. What is more is read on and thrown away: a caller who is still sending would not see the answer otherwise. */
async function* bounded(message: IncomingMessage, mostBytes: number): AsyncIterable<Buffer> {
  let left = mostBytes
  // A length that is told is believed: whatever follows it would be another request.
  if (Number(message.headers['content-length'] ?? 0) <= mostBytes) {
    for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      left -= chunk.length
      if (left < 0) break
      yield chunk
    }
    if (left >= 0) return
  }
  message.resume()
  const detail = `The body is longer than ${mostBytes} bytes, the limit of this emulator. Start it with a higher one: --max-body.`
  throw new Refusal({ status: 413, body: { detail } })
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
  *[Symbol.iterator](): Iterator<[name: string, value: string]> {
    for (const name of Object.keys(this.#all)) yield [name, this.get(name) ?? '']
  }
}

/** The same as a `Request`, for what takes no less. */
export async function requestOf(message: IncomingMessage, incoming: Incoming): Promise<Request> {
  const { method, url } = incoming
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, { method, headers, ...(hasBody && { body: await readBytes(incoming) }) })
}
