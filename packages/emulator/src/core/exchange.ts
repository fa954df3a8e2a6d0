import type { Answer } from './answer.ts'
import type { FormPart } from './form-parts.ts'
import type { Incoming } from './incoming.ts'
import { headersWithoutSecrets, withoutSecrets } from './secrets.ts'

/** Most characters of a body that are kept. */
export const longestBody = 16_384

/** A request or response body, as far as it is recorded. */
export interface SeenBody {
  /** Length in bytes; for a form, that of all its fields together. */
  readonly bytes: number
  /** The beginning of a text body, with secrets masked; null for other types. */
  readonly text: string | null
  /** Whether the text is longer than what is kept. */
  readonly isCut: boolean
}

/** Headers, bodies and duration of a request and its response, without credentials. */
export interface Exchange {
  /** Milliseconds of the wall clock until the response was ready; null if there is none yet. */
  readonly duration: number | null
  /** Headers of the request, with secrets masked. */
  readonly requestHeaders: Readonly<Record<string, string>>
  /** Null if there was none, or it was not read. */
  readonly requestBody: SeenBody | null
  /** Null if there was no response. */
  readonly answerHeaders: Readonly<Record<string, string>> | null
  /** Null if there was none. */
  readonly answerBody: SeenBody | null
}

/** Content types of texts. */
const texts = /^text\/|json|xml|yaml|javascript|x-www-form-urlencoded/i

/** A body as it is kept until it is inspected: most never are. */
interface KeptBody {
  /** Undefined if `start` is the whole body. */
  readonly bytes: number | undefined
  readonly type: string
  /** The beginning; a copy if the body is longer, because a view would keep all of it in memory. */
  readonly start: string | Uint8Array
  readonly isCut: boolean
}

function keep(body: string | Uint8Array, type: string, told?: number): KeptBody {
  if (body.length <= longestBody) return { bytes: told, type, start: body, isCut: false }
  const bytes = told ?? (typeof body === 'string' ? Buffer.byteLength(body) : body.length)
  return { bytes, type, start: Buffer.from(body.slice(0, longestBody)), isCut: true }
}

function seen(kept: KeptBody | null): SeenBody | null {
  if (kept === null) return null
  const { type, start, isCut, bytes = Buffer.byteLength(start) } = kept
  if (typeof start !== 'string' && !texts.test(type)) return { bytes, text: null, isCut: false }
  return { bytes, text: withoutSecrets(typeof start === 'string' ? start : Buffer.from(start).toString()), isCut }
}

/** What is remembered of a request and its response. It references neither the request itself nor the connection. */
export class ExchangeRecord {
  readonly #headers: Incoming['headers']
  readonly #start = performance.now()
  #end: number | undefined
  #answer: Answer['headers'] | null = null
  #answerBody: KeptBody | null = null
  /** Set when the body is read. */
  requestBody: KeptBody | null = null

  constructor(headers: Incoming['headers']) {
    this.#headers = headers
  }

  /** Ends the record. @param answer undefined if the connection was lost */
  end(answer?: Answer): void {
    this.#end = performance.now()
    if (answer === undefined) return
    const { headers, payload } = answer
    this.#answer = headers
    if (payload !== null && payload.length > 0) this.#answerBody = keep(payload, headers['Content-Type'] ?? '')
  }

  get duration(): number | null {
    return this.#end === undefined ? null : Math.round((this.#end - this.#start) * 10) / 10
  }

  /** The public form of the record. */
  get exchange(): Exchange {
    return {
      duration: this.duration,
      requestHeaders: headersWithoutSecrets(this.#headers),
      requestBody: seen(this.requestBody),
      answerHeaders: this.#answer && headersWithoutSecrets(Object.entries(this.#answer)),
      answerBody: seen(this.#answerBody),
    }
  }
}

/** A request whose body is recorded when it is read. */
export class WatchedRequest implements Incoming {
  readonly method: string
  readonly url: string
  readonly headers: Incoming['headers']
  readonly record: ExchangeRecord
  readonly #request: Incoming

  constructor(request: Incoming) {
    this.method = request.method
    this.url = request.url
    this.headers = request.headers
    this.record = new ExchangeRecord(request.headers)
    this.#request = request
  }

  get signal() {
    return this.#request.signal
  }
  async text() {
    const text = await this.#request.text()
    this.record.requestBody = keep(text, 'text/plain')
    return text
  }
  get body() {
    const { body } = this.#request
    return body && this.#watched(body)
  }
  /** Keeps only the beginning, whether or not the body is read to its end. */
  async *#watched(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const type = this.headers.get('content-type') ?? ''
    let beginning = new Uint8Array()
    let bytes = 0
    try {
      for await (const chunk of body) {
        if (beginning.length <= longestBody) beginning = Buffer.concat([beginning, chunk.subarray(0, longestBody + 1)])
        bytes += chunk.length
        yield chunk
      }
    } finally {
      this.record.requestBody = keep(beginning, type, bytes)
    }
  }
  onForm(parts: readonly FormPart[]): void {
    const fields = parts.map(({ name, filename, bytes }) =>
      filename === undefined ? `${name}=${Buffer.from(bytes)}` : `${name}=${filename} (${bytes.length} bytes)`,
    )
    const bytes = parts.reduce((sum, part) => sum + part.bytes.length, 0)
    this.record.requestBody = keep(fields.join('\n'), 'text/plain', bytes)
  }
}
