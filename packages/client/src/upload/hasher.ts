/** A digest that grows with the bytes. */
export interface Hasher {
  update(bytes: Uint8Array): unknown
  /** In lower-case hex. */
  digest(): string
}

/** Digests that the service asks for. */
export type Algorithm = 'md5' | 'sha256'
