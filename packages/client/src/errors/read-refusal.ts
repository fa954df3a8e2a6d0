import { flattenFields } from './fields.ts'

/** The contents of an error body. */
export interface RefusalBody {
  /** The service's own message; empty if there is none. */
  readonly detail: string
  /** The service's machine-readable error code. */
  readonly code: string | undefined
  /** Validation messages by field. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** Identifier of the request, if the body contains it. */
  readonly requestId: string | undefined
}

/** Reads an error body: JSON from the service, XML from the storage that takes uploads, HTML from a gateway, or anything else. */
export function readRefusal(text: string): RefusalBody {
  const body = parse(text)
  if (body === undefined) {
    const detail = elementOf(text, 'Message') ?? elementOf(text, 'title') ?? ''
    return { detail, code: elementOf(text, 'Code'), fields: {}, requestId: elementOf(text, 'RequestId') }
  }
  const { detail, code, fields } = body
  return {
    // The documentation says that this is a string; lists and objects of strings occur as well.
    detail: Object.values(flattenFields(detail)).flat().join(' '),
    code: typeof code === 'string' ? code : undefined,
    fields: flattenFields(fields),
    requestId: undefined,
  }
}

/** Undefined if the text is not JSON; an empty object if it is JSON but not an object. */
function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return undefined
  }
}

/** The text of the first element with this name that contains only text. */
function elementOf(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`, 'i').exec(text)?.[1]?.trim() || undefined
}
