const encoder = new TextEncoder()

/** Whether the value of a header is one of the secrets. Compares with all of them in constant time. */
export async function isSecret(received: string | undefined, secrets: string | readonly string[]): Promise<boolean> {
  if (received === undefined) return false
  const digest = await sha256(received)
  let matched = false
  for (const secret of [secrets].flat()) matched = equal(digest, await sha256(secret)) || matched
  return matched
}

/** Digests all have the same length, so comparing them reveals nothing about the length of the secret. */
async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.reduce((difference, byte, index) => difference | (byte ^ (b[index] ?? 0)), 0) === 0
}
