import { Refusal, wrongState } from './errors.ts'
import { ConnectionLost } from './faults.ts'
import { type FormPart, formParts } from './form-parts.ts'
import type { Incoming } from './incoming.ts'
import { gathering, shared } from './memory.ts'
import { excessOf } from './nesting.ts'

/** What a sender says of a length, where it is believed, at most. */
const mostExpected = 2 ** 31

/** Characters of JSON in a request, at most. Packages come otherwise. */
const longestJson = 2 ** 24

/** What may be in it: no operation takes more than a handful of levels, but metadata may be a list of all that is in an image. */
const bounds = { depth: 200, values: 200_000 }

/**
 * The JSON of a request; an empty body counts as an empty object.
 *
 * @param longest characters of it, at most
 * @throws {Refusal} 400 for what is no JSON, 413 for what is too long
 */
export async function readJson(request: Incoming, longest = longestJson): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > longest) throw tooLong(longest)
  return parsedJson(await request.text().catch(cutShort), longest)
}

/** The JSON of a text, as {@link readJson}. @throws {Refusal} likewise */
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

/** The bytes of a request, held once where it says how many there are. */
export async function readBytes({ body, headers }: Incoming, reserve = shared): Promise<Uint8Array> {
  return collect(body ?? [], Number(headers.get('content-length') ?? 0), reserve).catch(cutShort)
}

/** The parts of a form; nothing for what is no form. @throws {Refusal} 413 for one that is too long */
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
    // Not before something has come: what is too long is refused by then.
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

/** A body that stops in the middle is the caller's end of the connection; one that is too long was refused. */
function cutShort(cause: unknown): never {
  if (cause instanceof Refusal) throw cause
  // Longer than any text can be.
  if (cause instanceof RangeError) throw tooLong()
  throw new ConnectionLost('the body did not arrive as a whole', { cause })
}
