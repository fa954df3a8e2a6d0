/** A body as it came over the wire. A string is taken as UTF-8. */
export type RawBody = string | Uint8Array | ArrayBuffer
