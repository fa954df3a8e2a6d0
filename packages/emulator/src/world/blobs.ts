import { createHash } from 'node:crypto'

/** Bytes with their checksums, kept once however many packages have them. */
export interface Blob {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly md5: string
  readonly sha1: string
  readonly sha256: string
  readonly sha512: string
  /** How many package files these bytes belong to. */
  references: number
}

/** The bytes of all packages, by sha256. */
export interface Blobs {
  /** Keeps bytes; gives what is there already where they are known. */
  put(bytes: Uint8Array<ArrayBuffer>): Blob
  /** Counts a package file that has these bytes. */
  hold(blob: Blob): void
  /** Lets go of them; the last one to do so frees them. */
  release(blob: Blob): void
}

/** Makes an empty store. */
export function createBlobs(): Blobs {
  const bySha256 = new Map<string, Blob>()
  return {
    put(bytes) {
      const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
      const sha256 = hash('sha256')
      const known = bySha256.get(sha256)
      if (known !== undefined) return known
      const blob = { bytes, md5: hash('md5'), sha1: hash('sha1'), sha256, sha512: hash('sha512'), references: 0 }
      bySha256.set(sha256, blob)
      return blob
    },
    hold(blob) {
      blob.references += 1
    },
    release(blob) {
      blob.references -= 1
      if (blob.references <= 0) bySha256.delete(blob.sha256)
    },
  }
}
