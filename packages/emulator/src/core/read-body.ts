import { Refusal, wrongState } from './errors.ts'
import { ConnectionLost } from './faults.ts'
import { type FormPart, formParts } from './form-parts.ts'
import type { Incoming } from './incoming.ts'
import { gathering, shared } from './memory.ts'
import { excessOf } from './nesting.ts'

/** Largest `Content-Length` that is believed, in bytes. */
const mostExpected = 2 ** 31

/** Most characters of JSON in a request. Packages are uploaded in other forms. */
const longestJson = 2 ** 24

/** Limits for JSON in a request: no operation needs more than a few levels, but metadata may list the whole content of an image. */
const bounds = { depth: 200, values: 200_000 }

/**
 * Reads the JSON of a request; an empty body counts as an empty object.
 *
 * @param longest most characters
 * @throws {Refusal} 400 if it is not JSON, 413 if it is too long
 */
export async function readJson(request: Incoming, longest = longestJson): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > longest) throw tooLong(longest)
  return parsedJson(await request.text().catch(cutShort), longest)
}

/** Parses JSON text like {@link readJson}. @throws {Refusal} likewise */
export function parsedJson(text: string, longest = longestJson): unknown {
  if (text.length > longest) throw tooLong(longest)
  if (text.trim() === '') return {}
  const excess = excessOf(text, bounds)
  if (excess !== undefined) throw wrongState(`JSON parse error - ${excess}`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw wrongState(`JSON parse error - ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Reads the bytes of a request. If the request states their number, no intermediate copy is made. */
export async function readBytes({ body, headers }: Pick<Incoming, 'body' | 'headers'>, reserve = shared): Promise<Uint8Array> {
  return collect(body ?? [], Number(headers.get('content-length') ?? 0), reserve).catch(cutShort)
}

/** Reads the parts of a form; undefined if the body is not a form. @throws {Refusal} 413 if it is too long */
export async function readForm(request: Incoming): Promise<FormPart[] | undefined> {
  const parts = await formParts(await readBytes(request), request.headers.get('content-type') ?? '')
  if (parts !== undefined) request.onForm?.(parts)
  return parts
}

async function collect(chunks: AsyncIterable<Uint8Array> | [], expected: number, reserve: typeof shared): Promise<Uint8Array> {
  let told = reserve(0)
  let size = 0
  const beyond = gathering()
  for await (const chunk of chunks) {
    // Only after a first chunk has arrived: by then, a body that is too long has been refused.
    if (size === 0 && expected > chunk.length && expected <= mostExpected) told = reserve(expected)
    if (beyond.size() === 0 && size + chunk.length <= told.length) {
      told.set(chunk, size)
      size += chunk.length
    } else beyond.add(chunk)
  }
  if (beyond.size() === 0 && size === told.length) return told
  return await beyond.joinedAfter(told.subarray(0, size), reserve)
}

const tooLong = (longest = longestJson) =>
  new Refusal({ status: 413, body: { detail: `The JSON is longer than the ${longest} characters that are read.` } })

/** If a body ends early, the caller has closed the connection; if it is too long, it was refused. */
function cutShort(cause: unknown): never {
  if (cause instanceof Refusal) throw cause
  // Longer than any string can be.
  if (cause instanceof RangeError) throw tooLong()
  throw new ConnectionLost('the body did not arrive as a whole', { cause })
}
