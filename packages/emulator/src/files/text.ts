/**
 * Decodes UTF-8, with or without a byte order mark. Bytes that are not UTF-8 become U+FFFD: descriptions are not worth a failure.
 *
 * @throws {TypeError} for such bytes where it is done `strictly`
 */
export function decodeUtf8(bytes: Uint8Array, { strictly = false } = {}): string {
  return new TextDecoder('utf-8', { fatal: strictly }).decode(bytes)
}
