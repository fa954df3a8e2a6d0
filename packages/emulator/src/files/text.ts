import { UnreadableError } from './unreadable.ts'

const utf8 = new TextDecoder()

/** Decodes UTF-8 with or without a byte order mark. Invalid bytes become U+FFFD, because a description is not worth a failure. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes)
}

/**
 * Decodes UTF-8 strictly.
 *
 * @param what the name for messages, for example `METADATA`
 * @throws {UnreadableError} if it is not UTF-8
 */
export function requireUtf8(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new UnreadableError(`${what} is not in UTF-8`, { cause })
  }
}

/** A `Buffer` over the same memory. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
