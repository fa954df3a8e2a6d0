import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** Digests of a file in lower-case hex. */
export interface Digests {
  readonly md5: string
  readonly sha256: string
}

/** Reads a file once, piece by piece, and digests it. The service wants MD5 for a form and SHA-256 for a PUT. */
export async function digest(blob: Blob): Promise<Digests> {
  const [weak, strong] = [md5.create(), sha256.create()]
  for await (const chunk of blob.stream()) {
    weak.update(chunk)
    strong.update(chunk)
  }
  return { md5: bytesToHex(weak.digest()), sha256: bytesToHex(strong.digest()) }
}
