import { verificationError } from '../refusal.ts'

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream

/** A request, in whatever form its framework provides it. */
export interface Received {
  method: unknown
  /** Headers by name; values that are not strings are ignored. */
  headers: unknown
  /** The forms in which the framework has kept the body, in order of preference: the first that is bytes or text is used. May throw. */
  kept(): readonly unknown[]
  /** The body if the framework has not kept it; `undefined` if it has already been read. */
  rest(): Body | undefined
}

/** Creates a web `Request`. A body that is not available fails when the receiver reads it, so that the error is handled like all others. */
export function requestOf({ method, headers, kept, rest }: Received): Request {
  // A Request takes neither TRACE nor a GET with a body; both get 405.
  if (method !== 'POST') return new Request('http://localhost/', { headers: headersOf(headers) })
  return new Request('http://localhost/', { method, headers: headersOf(headers), body: bodyOf(kept, rest), duplex: 'half' })
}

function headersOf(received: unknown): Headers {
  const headers = new Headers()
  for (const name of namesOf(received)) {
    try {
      const value = (received as Record<string, unknown>)[name]
      for (const text of [value].flat()) if (typeof text === 'string') headers.append(name, text)
    } catch {
      // Not a valid header of a web request: HTTP/2 has `:path` and others here.
    }
  }
  return headers
}

function namesOf(received: unknown): string[] {
  try {
    return Object.keys(Object(received) as object)
  } catch {
    return []
  }
}

function bodyOf(kept: Received['kept'], rest: Received['rest']): Body {
  try {
    const body = kept().find(isRaw) ?? rest()
    return body ?? failing(() => verificationError('body-not-raw', 'A body parser has read the body'))
  } catch (cause) {
    return failing(() => verificationError('body-unreadable', 'The body of the request cannot be read', { cause }))
  }
}

/** Whether the original bytes can be obtained from a value: they cannot once a parser has turned the body into an object. */
function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array
}

function failing(error: () => Promise<Error>): ReadableStream {
  return new ReadableStream({
    async start(controller) {
      controller.error(await error())
    },
  })
}
