import type { Answer } from './answer.ts'
import type { Incoming } from './incoming.ts'
import { headersWithoutSecrets, withoutSecrets } from './secrets.ts'

/** Characters of a body that are kept, at most. */
export const longestBody = 16_384

/** A body as it was seen. */
export interface SeenBody {
  /** Its length; of a form that of its fields together. */
  readonly bytes: number
  /** The beginning of a text, without what gives access; null for anything else. */
  readonly text: string | null
  /** There is more of the text. */
  readonly isCut: boolean
}

/** What went to and fro with a request, without credentials. */
export interface Exchange {
  /** Milliseconds of the wall clock until the answer was there; null while there is none. */
  readonly duration: number | null
  readonly requestHeaders: Readonly<Record<string, string>>
  /** Null where there was none, or nobody read it. */
  readonly requestBody: SeenBody | null
  /** Null where there was no answer. */
  readonly answerHeaders: Readonly<Record<string, string>> | null
  readonly answerBody: SeenBody | null
}

/** Types of bodies that are texts. */
const texts = /^text\/|json|xml|yaml|javascript|x-www-form-urlencoded/i

function seen(body: string | Uint8Array, type: string): SeenBody {
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  if (typeof body !== 'string' && !texts.test(type)) return { bytes, text: null, isCut: false }
  const isCut = body.length > longestBody
  // Copied where it is cut: a part of a text would keep all of it in memory.
  const start = isCut ? Buffer.from(typeof body === 'string' ? body.slice(0, longestBody) : body.subarray(0, longestBody)) : body
  return { bytes, text: typeof start === 'string' ? start : Buffer.from(start).toString(), isCut }
}

/** A request whose body is remembered as it is read, and then its answer: what stands in the log beside it. */
export class WatchedRequest implements Incoming {
  readonly method: string
  readonly url: string
  readonly headers: Incoming['headers']
  readonly #request: Incoming
  readonly #start = performance.now()
  #end: number | undefined
  #requestBody: SeenBody | null = null
  #answerHeaders: Answer['headers'] | null = null
  #answerBody: SeenBody | null = null

  constructor(request: Incoming) {
    this.method = request.method
    this.url = request.url
    this.headers = request.headers
    this.#request = request
  }

  get signal() {
    return this.#request.signal
  }
  async text() {
    const text = await this.#request.text()
    this.#requestBody = seen(text, 'text/plain')
    return text
  }
  async arrayBuffer() {
    const buffer = await this.#request.arrayBuffer()
    this.#requestBody = seen(new Uint8Array(buffer), this.headers.get('content-type') ?? '')
    return buffer
  }
  async formData(): ReturnType<Incoming['formData']> {
    const form = await this.#request.formData()
    const fields = [...form].map(([name, value]) =>
      typeof value === 'string'
        ? { text: `${name}=${value}`, bytes: Buffer.byteLength(value) }
        : { text: `${name}=${value.name} (${value.size} bytes)`, bytes: value.size },
    )
    const bytes = fields.reduce((sum, field) => sum + field.bytes, 0)
    this.#requestBody = { ...seen(fields.map(({ text }) => text).join('\n'), 'text/plain'), bytes }
    return form
  }

  /** It is over. @param answer none where the connection was lost */
  end(answer?: Answer): void {
    this.#end = performance.now()
    if (answer === undefined) return
    const { headers, payload } = answer
    this.#answerHeaders = headers
    if (payload !== null && payload.length > 0) this.#answerBody = seen(payload, headers['Content-Type'] ?? '')
  }

  /** What is told of it. */
  get exchange(): Exchange {
    const shown = (body: SeenBody | null) => body && { ...body, text: body.text && withoutSecrets(body.text) }
    return {
      duration: this.duration,
      requestHeaders: headersWithoutSecrets(this.headers),
      requestBody: shown(this.#requestBody),
      answerHeaders: this.#answerHeaders && headersWithoutSecrets(Object.entries(this.#answerHeaders)),
      answerBody: shown(this.#answerBody),
    }
  }

  get duration(): number | null {
    return this.#end === undefined ? null : Math.round((this.#end - this.#start) * 10) / 10
  }
}
