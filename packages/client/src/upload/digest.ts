import type { Algorithm, Hasher } from './hasher.ts'

/**
 * Creates a hasher: the runtime's own if it has one (Node, Deno, Bun: five to ten times as fast), or else one in JavaScript, which is only loaded
 * in that case. WebCrypto would need the whole file in memory, and does not support MD5.
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

/** Looked up at run time rather than imported, so that bundlers for browsers do not try to resolve it. */
function nativeCrypto(): NativeCrypto | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  return process?.getBuiltinModule?.('crypto') as NativeCrypto | undefined
}

/** Reads a file once, in chunks, and returns its digest in lower-case hex. */
export async function digest(blob: Blob, algorithm: Algorithm): Promise<string> {
  const hasher = await createHasher(algorithm)
  // The platform's own Blobs return copies of their bytes; others may return the very bytes that they keep.
  const fresh = blob.stream === Blob.prototype.stream
  for await (const chunk of blob.stream()) {
    hasher.update(chunk)
    if (fresh) release(chunk)
  }
  return hasher.digest()
}

/** Frees the memory of a chunk at once: some 64 MiB of chunks would accumulate before the garbage collector runs. */
function release({ buffer, byteLength }: Uint8Array): void {
  if (byteLength === buffer.byteLength) (buffer as { transfer?: (length: number) => unknown }).transfer?.(0)
}
