import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Refusal } from '../core/errors.ts'
import type { Incoming } from '../core/incoming.ts'
import { readBytes } from '../core/read-body.ts'

/**
 * A request over a connection, in the emulator's form. Its parts are only parsed when they are used.
 *
 * @param mostBytes most bytes of its body; reading a longer one throws a `Refusal` with 413
 */
export function incomingOf(message: IncomingMessage, response: ServerResponse, url: string, mostBytes: number): Incoming {
  return new Received(message, response, url, mostBytes)
}

/** A class because it is created for every request: an object literal with getters would take longer to create than to handle. */
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

/** A body up to a length. The rest is read and discarded, because a caller who is still sending would not see the response otherwise. */
async function* bounded(message: IncomingMessage, mostBytes: number): AsyncIterable<Buffer> {
  let left = mostBytes
  // The stated length is reliable: anything after it belongs to the next request.
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

/** Converts it to a `Request`, for consumers that require one. */
export async function requestOf(message: IncomingMessage, incoming: Incoming): Promise<Request> {
  const { method, url } = incoming
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, { method, headers, ...(hasBody && { body: await readBytes(incoming) }) })
}
