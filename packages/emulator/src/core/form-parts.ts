import { breath, mouthful } from './breath.ts'

/** A field or a file of a form. */
export interface FormPart {
  readonly name: string
  /** Only files have one. */
  readonly filename: string | undefined
  /** A view of the body, not a copy. */
  readonly bytes: Uint8Array
}

/** Most bytes of a part's headers. */
const longestHead = 16_384

/**
 * Splits a `multipart/form-data` body without copying it. The available parsers hold each file several times, and block everything else while they
 * search for its end.
 *
 * @returns undefined if the body is not such a form
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
    // Starts at the line break, because a part may have no headers at all.
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

/** The value of a parameter, with or without quotes. */
function parameterIn(disposition: string, parameter: keyof typeof parameters): string | undefined {
  const [, quoted, plain] = parameters[parameter].exec(disposition) ?? []
  return quoted ?? plain
}

/** The position of a needle, searched piece by piece. */
async function find(bytes: Buffer, needle: Buffer, from: number): Promise<number> {
  for (let at = from; at < bytes.length; at += mouthful) {
    const found = bytes.subarray(at, at + mouthful + needle.length - 1).indexOf(needle)
    if (found >= 0) return at + found
    if (at + mouthful < bytes.length) await breath()
  }
  return -1
}
