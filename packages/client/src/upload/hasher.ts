/** Computes a digest incrementally. */
export interface Hasher {
  update(bytes: Uint8Array): unknown
  /** The digest in lower-case hex. */
  digest(): string
}

/** Algorithms that the service uses. */
export type Algorithm = 'md5' | 'sha256'
