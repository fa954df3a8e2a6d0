import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Algorithm, Hasher } from './hasher.ts'

/** A hasher in JavaScript, for runtimes without a native one. */
export function createPortableHasher(algorithm: Algorithm): Hasher {
  const hash = algorithm === 'md5' ? md5.create() : sha256.create()
  return { update: (bytes) => hash.update(bytes), digest: () => bytesToHex(hash.digest()) }
}
