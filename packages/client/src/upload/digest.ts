import type { Algorithm, Hasher } from './hasher.ts'

/**
 * Makes a hasher: the machine's own where there is one (Node, Deno, Bun: five to ten times as fast), else one in JavaScript, which is
 * loaded only then. WebCrypto would need the whole file in memory, and knows no MD5.
 */
export async function createHasher(algorithm: Algorithm): Promise<Hasher> {
  const native = nativeCrypto()
  if (native !== undefined) {
    const hash = native.createHash(algorithm)
    return { update: (bytes) => hash.update(bytes), digest: () => hash.digest('hex') }
  }
  const { createPortableHasher } = await import('./portable-hasher.ts')
  return createPortableHasher(algorithm)
}

interface NativeCrypto {
  createHash(algorithm: string): { update(bytes: Uint8Array): unknown; digest(encoding: 'hex'): string }
}

/** Asked for at run time, not imported: bundles for browsers must not look for it. */
function nativeCrypto(): NativeCrypto | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  return process?.getBuiltinModule?.('crypto') as NativeCrypto | undefined
}

/** Reads a file once, piece by piece, and digests it: lower-case hex. */
export async function digest(blob: Blob, algorithm: Algorithm): Promise<string> {
  const hasher = await createHasher(algorithm)
  // The platform's own Blobs give bytes that nobody else has; others may give the very bytes that they keep.
  const fresh = blob.stream === Blob.prototype.stream
  for await (const chunk of blob.stream()) {
    hasher.update(chunk)
    if (fresh) release(chunk)
  }
  return hasher.digest()
}

/** Gives the memory of bytes back at once: some 64 MiB of them would pile up before the garbage collector does. */
function release({ buffer, byteLength }: Uint8Array): void {
  if (byteLength === buffer.byteLength) (buffer as { transfer?: (length: number) => unknown }).transfer?.(0)
}
