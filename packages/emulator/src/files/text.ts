import { UnreadableError } from './unreadable.ts'

const utf8 = new TextDecoder()

/** Decodes UTF-8, with or without a byte order mark. Bytes that are not UTF-8 become U+FFFD: descriptions are not worth a failure. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes)
}

/**
 * Decodes what has to be UTF-8.
 *
 * @param what how messages call it, for example `METADATA`
 * @throws {UnreadableError} when it is not
 */
export function requireUtf8(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new UnreadableError(`${what} is not in UTF-8`, { cause })
  }
}

/** The same bytes as a `Buffer`, which is not a copy. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
