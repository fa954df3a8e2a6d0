import { createHash } from 'node:crypto'
import { breath, mouthful, piecesOf } from '../core/breath.ts'

/** What is known about bytes without having them. */
export interface Checksums {
  readonly size: number
  readonly md5: string
  readonly sha1: string
  readonly sha256: string
  readonly sha512: string
}

/** Bytes with their checksums, stored once however many packages have them. */
export interface Blob extends Checksums {
  readonly bytes: Uint8Array
  /** How many package files have these bytes. */
  references: number
}

/** The bytes of all packages, by sha256. */
export interface Blobs {
  /** Stores bytes; returns the existing blob if they are known. */
  put(bytes: Uint8Array): Blob
  /** Like `put`, for large files: others can run while the checksums are computed. */
  take(bytes: Uint8Array): Promise<Blob>
  /** Adds a reference of a package file to these bytes, which may come from elsewhere. */
  hold(blob: Blob): void
  /** Removes a reference; the last one frees the bytes. */
  release(blob: Blob): void
}

function hashing(bytes: Uint8Array) {
  const hashes = { md5: createHash('md5'), sha1: createHash('sha1'), sha256: createHash('sha256'), sha512: createHash('sha512') }
  return {
    update(piece: Uint8Array) {
      for (const hash of Object.values(hashes)) hash.update(piece)
    },
    blob: (): Blob => ({
      bytes,
      size: bytes.length,
      md5: hashes.md5.digest('hex'),
      sha1: hashes.sha1.digest('hex'),
      sha256: hashes.sha256.digest('hex'),
      sha512: hashes.sha512.digest('hex'),
      references: 0,
    }),
  }
}

/** The blob of bytes that no package file has yet. */
export function blobOf(bytes: Uint8Array): Blob {
  const { update, blob } = hashing(bytes)
  update(bytes)
  return blob()
}

/** Creates an empty store. */
export function createBlobs(): Blobs {
  const bySha256 = new Map<string, Blob>()
  const known = (blob: Blob) => {
    const there = bySha256.get(blob.sha256)
    if (there === undefined) bySha256.set(blob.sha256, blob)
    return there ?? blob
  }
  return {
    put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return bySha256.get(sha256) ?? known(blobOf(bytes))
    },
    async take(bytes) {
      const { update, blob } = hashing(bytes)
      for (const piece of piecesOf(bytes)) {
        update(piece)
        if (bytes.length > mouthful) await breath()
      }
      return known(blob())
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
