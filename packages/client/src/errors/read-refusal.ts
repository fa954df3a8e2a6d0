import { flattenFields } from './fields.ts'

/** What the body of a refusal says. */
export interface RefusalBody {
  /** The service's own words; empty where there are none. */
  readonly detail: string
  /** The service's word for programs. */
  readonly code: string | undefined
  /** What is wrong with which field. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** Identifier of the request, where the body has it. */
  readonly requestId: string | undefined
}

/** Reads the body of a refusal: JSON of the service, XML of the storage in front of uploads, HTML of a gateway, or anything else. */
export function readRefusal(text: string): RefusalBody {
  const body = parse(text)
  if (body === undefined) {
    const detail = elementOf(text, 'Message') ?? elementOf(text, 'title') ?? ''
    return { detail, code: elementOf(text, 'Code'), fields: {}, requestId: elementOf(text, 'RequestId') }
  }
  const { detail, code, fields } = body
  return {
    // A sentence, says the documentation; lists and objects of sentences come as well.
    detail: Object.values(flattenFields(detail)).flat().join(' '),
    code: typeof code === 'string' ? code : undefined,
    fields: flattenFields(fields),
    requestId: undefined,
  }
}

/** Undefined where it is no JSON; without any field where it is no object. */
function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return undefined
  }
}

/** The text of the first element of a name that has nothing but text in it. */
function elementOf(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`, 'i').exec(text)?.[1]?.trim() || undefined
}
