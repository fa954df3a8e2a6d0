/** A body as it was received, before any parsing. A string is encoded as UTF-8. */
export type RawBody = string | Uint8Array | ArrayBuffer
