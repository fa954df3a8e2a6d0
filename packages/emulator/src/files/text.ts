/** Decodes UTF-8, with or without a byte order mark. Bytes that are not UTF-8 become U+FFFD: descriptions are not worth a failure. */
export function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
