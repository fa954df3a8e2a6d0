import { createHash } from 'node:crypto'

/** What is known of bytes without having them. */
export interface Checksums {
  readonly size: number
  readonly md5: string
  readonly sha1: string
  readonly sha256: string
  readonly sha512: string
}

/** Bytes with their checksums, kept once however many packages have them. */
export interface Blob extends Checksums {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** How many package files these bytes belong to. */
  references: number
}

/** The bytes of all packages, by sha256. */
export interface Blobs {
  /** Keeps bytes; gives what is there already where they are known. */
  put(bytes: Uint8Array<ArrayBuffer>): Blob
  /** Counts a package file that has these bytes, which may come from elsewhere. */
  hold(blob: Blob): void
  /** Lets go of them; the last one to do so frees them. */
  release(blob: Blob): void
}

const hash = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex')

/** Bytes that no package file has yet. */
export function blobOf(bytes: Uint8Array<ArrayBuffer>): Blob {
  const by = (algorithm: string) => hash(algorithm, bytes)
  return {
    bytes,
    size: bytes.length,
    md5: by('md5'),
    sha1: by('sha1'),
    sha256: by('sha256'),
    sha512: by('sha512'),
    references: 0,
  }
}

/** Makes an empty store. */
export function createBlobs(): Blobs {
  const bySha256 = new Map<string, Blob>()
  return {
    put(bytes) {
      const known = bySha256.get(hash('sha256', bytes))
      if (known !== undefined) return known
      const blob = blobOf(bytes)
      bySha256.set(blob.sha256, blob)
      return blob
    },
    hold(blob) {
      bySha256.set(blob.sha256, blob)
      blob.references += 1
    },
    release(blob) {
      blob.references -= 1
      if (blob.references <= 0) bySha256.delete(blob.sha256)
    },
  }
}
