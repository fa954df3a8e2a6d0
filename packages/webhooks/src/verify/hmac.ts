const algorithm = { name: 'HMAC', hash: 'SHA-1' }
const encoder = new TextEncoder()

type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** Importing a key costs about as much as signing 4 kB, so up to a hundred imported keys are cached. */
const imported = new Map<string, CryptoKey>()
const maxImported = 100

async function importKey(key: string): Promise<CryptoKey> {
  const fresh = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['sign', 'verify'])
  // With more keys than that, some are imported again now and then, which costs less than tracking their use.
  if (imported.size >= maxImported) imported.clear()
  imported.set(key, fresh)
  return fresh
}

/** HMAC-SHA1 of a body in lower-case hex. */
export async function hmac(bytes: Uint8Array, key: string): Promise<string> {
  const digest = await crypto.subtle.sign('HMAC', imported.get(key) ?? (await importKey(key)), bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The index of the key that matches a signature of 40 hex digits, or -1 if none does. Compares in constant time. */
export async function indexOfKey(keys: readonly string[], bytes: Uint8Array, hex: string): Promise<number> {
  for (const [index, text] of keys.entries()) {
    const key = imported.get(text) ?? (await importKey(text))
    if (await crypto.subtle.verify('HMAC', key, bytesOfHex(hex), bytes)) return index
  }
  return -1
}

/**
 * One buffer for all signatures: a new array would be moved out of the heap when it is passed on, which takes a microsecond. WebCrypto copies its
 * input before it returns, so the buffer is not overwritten in the meantime.
 */
const signature = new Uint8Array(20)

/** Done by arithmetic, because `Uint8Array.from` with `parseInt` takes four microseconds, a tenth of the whole verification. */
function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  for (let index = 0; index < 20; index++) {
    signature[index] = (digitOf(hex.charCodeAt(index * 2)) << 4) | digitOf(hex.charCodeAt(index * 2 + 1))
  }
  return signature
}

/** The low four bits are the value of 0 to 9, and of a to f less 9: letters are the codes above 63. */
function digitOf(code: number): number {
  return (code & 15) + (code >> 6) * 9
}
