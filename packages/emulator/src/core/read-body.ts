import { breath, mouthful, piecesOf } from './breath.ts'
import { Refusal, wrongState } from './errors.ts'
import { ConnectionLost } from './faults.ts'
import { type FormPart, formParts } from './form-parts.ts'
import type { Incoming } from './incoming.ts'
import { isNestedDeeper } from './nesting.ts'

/** Bytes of a body from which on its memory is shared: a thread that looks into it needs no copy. */
const sharedFrom = 2 ** 20

/** What a sender says of a length, where it is believed, at most. */
const mostExpected = 2 ** 31

/** Levels of lists and objects in a request, at most: no operation takes more than a handful. */
const deepest = 200

/** The JSON of a request; an empty body counts as an empty object. @throws {Refusal} 400 for what is no JSON */
export async function readJson(request: Incoming): Promise<unknown> {
  const text = await request.text().catch(cutShort)
  if (text.trim() === '') return {}
  if (isNestedDeeper(text, deepest)) throw wrongState(`JSON parse error - nested deeper than ${deepest} levels`)
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

/** Memory for bytes that somebody may look into. */
export function shared(size: number): Uint8Array {
  return new Uint8Array(size < sharedFrom ? new ArrayBuffer(size) : new SharedArrayBuffer(size))
}

/** Memory for bytes that are soon put together with others: see {@link giveBack}. */
export function passing(size: number): Uint8Array {
  return new Uint8Array(size)
}

/** Gives {@link passing} memory back at once, and not when it is found to be unused. */
export function giveBack({ buffer, length }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && length === buffer.byteLength) buffer.transfer(0)
}

/** The parts of a form; nothing for what is no form. @throws {Refusal} 413 for one that is too long */
export async function readForm(request: Incoming): Promise<FormPart[] | undefined> {
  const parts = await formParts(await readBytes(request), request.headers.get('content-type') ?? '')
  if (parts !== undefined) request.onForm?.(parts)
  return parts
}

async function collect(chunks: AsyncIterable<Uint8Array> | [], expected: number, reserve: typeof shared): Promise<Uint8Array> {
  let told = reserve(0)
  const beyond: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    // Not before something has come: what is too long is refused by then.
    if (size === 0 && expected > chunk.length && expected <= mostExpected) told = reserve(expected)
    if (beyond.length === 0 && size + chunk.length <= told.length) told.set(chunk, size)
    else beyond.push(chunk)
    size += chunk.length
  }
  if (beyond.length === 0 && size === told.length) return told
  const start = size - beyond.reduce((sum, { length }) => sum + length, 0)
  return await joined([told.subarray(0, start), ...beyond], reserve)
}

/** Puts parts one after another. @param copied is told of each that is not needed any more */
export async function joined(
  parts: readonly Uint8Array[],
  reserve = shared,
  copied: (part: Uint8Array) => void = () => {},
): Promise<Uint8Array> {
  const all = reserve(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    for (const piece of piecesOf(part)) {
      all.set(piece, at)
      at += piece.length
      if (piece.length === mouthful) await breath()
    }
    copied(part)
  }
  return all
}

/** A body that stops in the middle is the caller's end of the connection; one that is too long was refused. */
function cutShort(cause: unknown): never {
  if (cause instanceof Refusal) throw cause
  throw new ConnectionLost('the body did not arrive as a whole', { cause })
}
