const algorithm = { name: 'HMAC', hash: 'SHA-1' }
const encoder = new TextEncoder()

type ImportedKey = ReturnType<typeof crypto.subtle.importKey>

/** Importing a key costs about as much as signing 4 kB, so imported keys are kept: the newest hundred. */
const imported = new Map<string, ImportedKey>()
const maxImported = 100

function importKey(key: string): ImportedKey {
  const known = imported.get(key)
  if (known !== undefined) return known
  for (const oldest of imported.keys()) {
    if (imported.size < maxImported) break
    imported.delete(oldest)
  }
  const fresh = crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['sign', 'verify'])
  imported.set(key, fresh)
  return fresh
}

/** HMAC-SHA1 of a body in lower-case hex. */
export async function hmac(bytes: Uint8Array, key: string): Promise<string> {
  const digest = await crypto.subtle.sign('HMAC', await importKey(key), bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Compares in constant time; `hex` is 40 digits. */
export async function matches(bytes: Uint8Array, hex: string, key: string): Promise<boolean> {
  const signature = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return crypto.subtle.verify('HMAC', await importKey(key), signature, bytes)
}
