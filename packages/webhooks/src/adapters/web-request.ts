import { verificationError } from '../refusal.ts'

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream

/** What is known of a request, in whatever shape its framework keeps it. */
export interface Received {
  method: unknown
  /** By name; values that are no text count as absent. */
  headers: unknown
  /** What the framework holds of the body, the best first: the first that is bytes or text is used. May throw. */
  kept(): readonly unknown[]
  /** The body where nothing of it was kept; `undefined` where it is gone. */
  rest(): Body | undefined
}

/** Makes a web `Request`. What cannot be read of the body fails where the receiver reads it, so that the error goes the way of all others. */
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
      // No header of a web request: HTTP/2 has `:path` and the like here.
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

/** Whether the bytes of a body can be had from a value: a body that a parser made an object of has lost them. */
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
