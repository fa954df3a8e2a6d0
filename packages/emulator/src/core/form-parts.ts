import { breath, mouthful } from './breath.ts'

/** A field of a form, or a file of it. */
export interface FormPart {
  readonly name: string
  /** Of a file; fields have none. */
  readonly filename: string | undefined
  /** A part of the body, not a copy of it. */
  readonly bytes: Uint8Array
}

/** Most bytes in front of what a part holds. */
const longestHead = 16_384

/**
 * Takes a `multipart/form-data` body apart without copying it. Written here, because the parsers at hand hold each file several times, and
 * keep everybody waiting for as long as they look for its end.
 *
 * @returns nothing for what is no such form
 */
export async function formParts(body: Uint8Array, contentType: string): Promise<FormPart[] | undefined> {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType.slice(0, 1_000)) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return undefined
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  const opening = `--${boundary}`
  if (!bytes.subarray(0, opening.length).equals(Buffer.from(opening))) return undefined
  const delimiter = Buffer.from(`\r\n${opening}`)
  const parts: FormPart[] = []
  let at = opening.length
  while (bytes.toString('latin1', at, at + 2) === '\r\n') {
    // From the line break on, as a part may have no head at all.
    const headEnd = bytes.subarray(at, at + longestHead).indexOf('\r\n\r\n')
    const end = headEnd < 0 ? -1 : await find(bytes, delimiter, at + headEnd + 2)
    if (end < 0) return undefined
    const disposition = /^content-disposition:(.*)$/im.exec(bytes.toString('utf8', at, at + headEnd))?.[1] ?? ''
    const name = parameterIn(disposition, 'name')
    if (name === undefined) return undefined
    const start = Math.min(at + headEnd + 4, end)
    parts.push({ name, filename: parameterIn(disposition, 'filename'), bytes: body.subarray(start, end) })
    at = end + delimiter.length
  }
  return bytes.toString('latin1', at, at + 2) === '--' ? parts : undefined
}

const parameters = {
  name: /;\s*name=(?:"([^"]*)"|([^\s;"]+))/i,
  filename: /;\s*filename=(?:"([^"]*)"|([^\s;"]+))/i,
}

/** What a part is called, in quotes or without. */
function parameterIn(disposition: string, parameter: keyof typeof parameters): string | undefined {
  const [, quoted, plain] = parameters[parameter].exec(disposition) ?? []
  return quoted ?? plain
}

/** Where a needle begins, searched piece by piece. */
async function find(bytes: Buffer, needle: Buffer, from: number): Promise<number> {
  for (let at = from; at < bytes.length; at += mouthful) {
    const found = bytes.subarray(at, at + mouthful + needle.length - 1).indexOf(needle)
    if (found >= 0) return at + found
    if (at + mouthful < bytes.length) await breath()
  }
  return -1
}
